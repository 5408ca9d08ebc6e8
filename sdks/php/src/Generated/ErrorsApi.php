<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `errors.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 */
final class ErrorsApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * Set the status of error groups.
     *
     * @param array{
     *     status: 'open'|'investigating'|'resolved'|'ignored',
     *     ids?: int|list<int>,
     *     id?: int|list<int>,
     *     note?: string
     * } $input
     * @return array{
     *     updated: int,
     *     ids: list<int>,
     *     status: 'open'|'investigating'|'resolved'|'ignored',
     *     not_found?: list<int>
     * }
     */
    public function updateStatus(array $input): array
    {
        return $this->caller->data('updateErrorStatus', $input);
    }
}
