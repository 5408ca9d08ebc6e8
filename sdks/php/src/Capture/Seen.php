<?php

declare(strict_types=1);

namespace Micrologs\Capture;

/**
 * Remembers exceptions, so that each is captured once, however many handlers meet it. Keeps none of them alive.
 *
 * @internal
 */
final class Seen
{
    private const MAX = 100;

    /** @var array<int, \WeakReference<\Throwable>> by object id, the oldest first */
    private $errors = [];

    /** @return bool whether it is the first time */
    public function add(\Throwable $error): bool
    {
        $id = spl_object_id($error);
        // Ids are given anew when an object is gone.
        if (isset($this->errors[$id]) && $this->errors[$id]->get() === $error) {
            return false;
        }
        unset($this->errors[$id]);
        $this->errors[$id] = \WeakReference::create($error);
        if (count($this->errors) > self::MAX) {
            unset($this->errors[array_key_first($this->errors)]);
        }
        return true;
    }
}
