<?php

declare(strict_types=1);

namespace Micrologs\Delivery;

/**
 * The end of the script, when what still waits is sent.
 *
 * @internal
 */
final class ScriptEnd
{
    /** @var array<int, Delivery> those in which events wait, by object id: nobody else may hold them any more at the end */
    private static $waiting = [];

    /** @var bool */
    private static $isAwaited = false;

    /** To be called whenever something was taken or sent. */
    public static function remember(Delivery $delivery): void
    {
        if ($delivery->waiting() === 0) {
            unset(self::$waiting[spl_object_id($delivery)]);
            return;
        }
        self::$waiting[spl_object_id($delivery)] = $delivery;
        if (!self::$isAwaited) {
            self::$isAwaited = true;
            register_shutdown_function(static function (): void {
                // After the shutdown functions of everybody else, who may still capture something.
                register_shutdown_function([self::class, 'send']);
            });
        }
    }

    public static function send(): void
    {
        foreach (['fastcgi_finish_request', 'litespeed_finish_request'] as $finish) {
            if (self::$waiting !== [] && function_exists($finish)) {
                $finish(); // the visitor has the page; what follows is nobody's wait
            }
        }
        foreach (self::$waiting as $delivery) {
            $delivery->end();
        }
    }
}
