<?php

declare(strict_types=1);

namespace Micrologs\Http;

use Micrologs\Exception\ConnectionError;
use Micrologs\Exception\TimeoutError;

/**
 * How requests travel. Hosts with an HTTP client of their own put it behind this interface.
 */
interface Transport
{
    /**
     * Sends a request and waits for the answer, whatever its status. Follows no redirect. The whole body has arrived when it
     * returns, unless the request streams.
     *
     * @throws ConnectionError when there is no connection, or it broke before the answer was whole
     * @throws TimeoutError
     */
    public function send(Request $request): Response;
}
