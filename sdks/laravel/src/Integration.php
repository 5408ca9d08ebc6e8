<?php

declare(strict_types=1);

namespace Micrologs\Laravel;

use Throwable;

/**
 * For `bootstrap/app.php` of Laravel 11 and later.
 */
final class Integration
{
    /**
     * Captures the exceptions that the application reports:
     * `->withExceptions(fn (Exceptions $exceptions) => Integration::handles($exceptions))`. An exception that the provider
     * captures as well is captured once.
     *
     * @param \Illuminate\Foundation\Configuration\Exceptions|\Illuminate\Foundation\Exceptions\Handler $exceptions
     */
    public static function handles(object $exceptions): void
    {
        $exceptions->reportable(static function (Throwable $error): void {
            app(Capture::class)->exception($error);
        });
    }
}
