<?php

declare(strict_types=1);

namespace Micrologs\Questions;

use Micrologs\Analytics;

/**
 * The methods of the 1.x SDKs that ask: the envelope, or null and a warning. All others are in the client's `api()`.
 */
trait SilentMethods
{
    abstract protected function silent(): Silent;

    /**
     * @return array<string, mixed>|null
     */
    public function createLink(string $url, string $label = ''): ?array
    {
        return $url === '' ? null : $this->silent()->ask('links.create', ['destination_url' => $url, 'label' => $label]);
    }

    /**
     * @return array<string, mixed>|null
     */
    public function getLink(string $code): ?array
    {
        return $code === '' ? null : $this->silent()->ask('links.get', ['code' => $code]);
    }

    /**
     * @param array<string, mixed> $options `destination_url`, `label`, `is_active` and the other fields of the operation
     * @return array<string, mixed>|null
     */
    public function editLink(string $code, array $options): ?array
    {
        return $code === '' ? null : $this->silent()->ask('links.edit', ['code' => $code] + $options);
    }

    /**
     * @return array<string, mixed>|null
     */
    public function deleteLink(string $code): ?array
    {
        return $code === '' ? null : $this->silent()->ask('links.delete', ['code' => $code]);
    }

    /**
     * @param int|string|list<int|string> $ids
     * @param string $status `open`, `investigating`, `resolved` or `ignored`; others are refused without asking
     * @return array<string, mixed>|null
     */
    public function updateErrorStatus($ids, string $status): ?array
    {
        return in_array($status, ['open', 'investigating', 'resolved', 'ignored'], true)
            ? $this->silent()->ask('errors.updateStatus', [is_array($ids) ? 'ids' : 'id' => $ids, 'status' => $status])
            : null;
    }

    /**
     * @return array<string, mixed>|null
     */
    public function verify(string $key): ?array
    {
        return $key === '' ? null : $this->silent()->ask('projects.verify', ['key' => $key]);
    }

    public function analytics(): Analytics
    {
        return new Analytics($this->silent());
    }
}
