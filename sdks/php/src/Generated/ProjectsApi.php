<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `projects.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 *
 * @phpstan-import-type Ledger from Types
 * @phpstan-import-type ListedProject from Types
 * @phpstan-import-type ProjectLedger from Types
 * @phpstan-import-type Retention from Types
 * @phpstan-import-type RetentionInput from Types
 */
final class ProjectsApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * Create a project.
     *
     * @param array{
     *     name: string,
     *     allowed_domains: list<string>,
     *     timezone?: string,
     *     cookieless?: bool,
     *     respect_dnt?: bool,
     *     merge_fingerprints?: bool,
     *     scrub_keys?: list<string>,
     *     safe_keys?: list<string>,
     *     audit_secret_only?: bool,
     *     retention?: RetentionInput
     * } $input
     * @return array{
     *     id: int,
     *     name: string,
     *     allowed_domains: list<string>,
     *     secret_key: string,
     *     public_key: string,
     *     timezone: string,
     *     cookieless: bool,
     *     respect_dnt: bool,
     *     merge_fingerprints: bool,
     *     scrub_keys: list<string>,
     *     safe_keys: list<string>,
     *     audit_secret_only: bool,
     *     retention: Retention,
     *     snippet: string
     * }
     */
    public function create(array $input): array
    {
        return $this->caller->data('createProject', $input);
    }

    /**
     * List all projects.
     *
     * @param array{
     *     limit?: int,
     *     cursor?: string
     * } $input
     * @return array{
     *     count: int,
     *     projects: list<ListedProject>,
     *     next_cursor: string|null
     * }
     */
    public function list(array $input = []): array
    {
        return $this->caller->data('listProjects', $input);
    }

    /**
     * List all projects: the rows of `projects` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     limit?: int,
     *     cursor?: string
     * } $input
     * @return \Generator<int, ListedProject>
     */
    public function iterateList(array $input = []): \Generator
    {
        return $this->caller->iterate('listProjects', $input);
    }

    /**
     * Change a project.
     *
     * @param array{
     *     id: int,
     *     name?: string,
     *     allowed_domains?: list<string>,
     *     timezone?: string,
     *     cookieless?: bool,
     *     respect_dnt?: bool,
     *     merge_fingerprints?: bool,
     *     scrub_keys?: list<string>,
     *     safe_keys?: list<string>,
     *     audit_secret_only?: bool,
     *     retention?: RetentionInput
     * } $input
     * @return array{
     *     id: int,
     *     name: string,
     *     allowed_domains: list<string>,
     *     is_active: bool,
     *     timezone: string,
     *     cookieless: bool,
     *     respect_dnt: bool,
     *     merge_fingerprints: bool,
     *     scrub_keys: list<string>,
     *     safe_keys: list<string>,
     *     audit_secret_only: bool,
     *     retention: Retention,
     *     updated_at: string,
     *     updated_at_iso: string
     * }
     */
    public function edit(array $input): array
    {
        return $this->caller->data('editProject', $input);
    }

    /**
     * Enable or disable a project.
     *
     * @param array{
     *     id: int,
     *     is_active?: bool
     * } $input
     * @return array{
     *     id: int,
     *     name: string,
     *     is_active: bool
     * }
     */
    public function toggle(array $input): array
    {
        return $this->caller->data('toggleProject', $input);
    }

    /**
     * Replace a project's keys.
     *
     * @param array{
     *     id: int,
     *     rotate_secret?: bool,
     *     rotate_public?: bool
     * } $input
     * @return array{
     *     id: int,
     *     name: string,
     *     secret_key?: string,
     *     public_key?: string
     * }
     */
    public function regenerateKeys(array $input): array
    {
        return $this->caller->data('regenerateProjectKeys', $input);
    }

    /**
     * Delete a project and its data.
     *
     * @param array{
     *     id: int,
     *     confirm: string
     * } $input
     * @return array{
     *     id: int,
     *     name: string
     * }
     */
    public function delete(array $input): array
    {
        return $this->caller->data('deleteProject', $input);
    }

    /**
     * Check a key.
     *
     * @param array{
     *     key: string
     * } $input
     * @return array{
     *     valid: true,
     *     key_type: 'public'|'secret',
     *     project_name: string,
     *     allowed_domains: list<string>
     * }|array{
     *     valid: false
     * }
     */
    public function verify(array $input): array
    {
        return $this->caller->data('verifyKey', $input);
    }

    /**
     * What became of every project's events.
     *
     * @return array{
     *     total: Ledger,
     *     projects: list<ProjectLedger>
     * }
     */
    public function ledger(): array
    {
        return $this->caller->data('getProjectsLedger', []);
    }
}
