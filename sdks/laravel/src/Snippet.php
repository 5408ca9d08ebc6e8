<?php

declare(strict_types=1);

namespace Micrologs\Laravel;

/**
 * The script tag that `@micrologs` puts into a page.
 */
final class Snippet
{
    /**
     * @param array<string, string|bool> $attributes further ones, such as `['nonce' => $nonce]`
     * @return string nothing without host or public key
     */
    public static function html(array $attributes = []): string
    {
        $host = rtrim((string) config('micrologs.host'), '/');
        $key = (string) config('micrologs.public_key');
        if ($host === '' || $key === '' || !config('micrologs.enabled')) {
            return '';
        }
        $attributes += [
            'src' => "$host/snippet/micrologs.js",
            'data-public-key' => $key,
            'data-environment' => (string) (config('micrologs.environment') ?? app()->environment()),
            'defer' => true,
        ];
        $html = '';
        foreach ($attributes as $name => $value) {
            if ($value !== false) {
                $html .= ' ' . e($name) . ($value === true ? '' : '="' . e($value) . '"');
            }
        }
        return "<script$html></script>";
    }
}
