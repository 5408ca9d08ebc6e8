<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Middleware;

use Closure;
use Illuminate\Http\Request;
use Micrologs\Laravel\Capture;
use Throwable;

/**
 * Captures what controllers and inner middleware throw, also what Laravel does not report, such as failed validation. The routing
 * pipeline has made a response of it by the time it gets here, which keeps the exception.
 */
final class TrackErrors
{
    public function __construct(private Capture $capture)
    {
    }

    public function handle(Request $request, Closure $next): mixed
    {
        try {
            $response = $next($request);
        } catch (Throwable $error) {
            $this->capture->exception($error);
            throw $error;
        }
        $error = $response->exception ?? null;
        if ($error instanceof Throwable) {
            $this->capture->exception($error);
        }
        return $response;
    }
}
