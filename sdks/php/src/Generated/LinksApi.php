<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `links.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 *
 * @phpstan-import-type BulkLinkResult from Types
 * @phpstan-import-type CreateLinkBody from Types
 * @phpstan-import-type Link from Types
 */
final class LinksApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * Make a short link.
     *
     * @param array{
     *     destination_url: string,
     *     code?: string,
     *     label?: string,
     *     expires_at?: string|int,
     *     max_clicks?: int,
     *     password?: string,
     *     redirect_status?: 301|302|307|308,
     *     forward_query?: bool,
     *     tags?: list<string>
     * } $input
     * @return array{
     *     id: int,
     *     code: string,
     *     short_url: string,
     *     destination_url: string,
     *     label: string,
     *     is_active: bool,
     *     total_clicks: int,
     *     created_at: string,
     *     created_at_iso: string,
     *     updated_at: string,
     *     updated_at_iso: string,
     *     redirect_status: 301|302|307|308,
     *     forward_query: bool,
     *     expires_at: string|null,
     *     max_clicks: int|null,
     *     clicks_left: int|null,
     *     has_password: bool,
     *     tags: list<string>
     * }
     */
    public function create(array $input): array
    {
        return $this->caller->data('createLink', $input);
    }

    /**
     * Make many short links.
     *
     * @param array{
     *     links: list<CreateLinkBody>
     * } $input
     * @return array{
     *     created: int,
     *     rejected: int,
     *     results: list<BulkLinkResult>
     * }
     */
    public function bulkCreate(array $input): array
    {
        return $this->caller->data('bulkCreateLinks', $input);
    }

    /**
     * List the links.
     *
     * @param array{
     *     limit?: int,
     *     cursor?: string,
     *     tag?: string
     * } $input
     * @return array{
     *     count: int,
     *     links: list<Link>,
     *     next_cursor: string|null
     * }
     */
    public function list(array $input = []): array
    {
        return $this->caller->data('listLinks', $input);
    }

    /**
     * List the links: the rows of `links` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     limit?: int,
     *     cursor?: string,
     *     tag?: string
     * } $input
     * @return \Generator<int, Link>
     */
    public function iterateList(array $input = []): \Generator
    {
        return $this->caller->iterate('listLinks', $input);
    }

    /**
     * One link.
     *
     * @param array{
     *     code: string
     * } $input
     * @return array{
     *     id: int,
     *     code: string,
     *     short_url: string,
     *     destination_url: string,
     *     label: string,
     *     is_active: bool,
     *     total_clicks: int,
     *     created_at: string,
     *     created_at_iso: string,
     *     updated_at: string,
     *     updated_at_iso: string,
     *     redirect_status: 301|302|307|308,
     *     forward_query: bool,
     *     expires_at: string|null,
     *     max_clicks: int|null,
     *     clicks_left: int|null,
     *     has_password: bool,
     *     tags: list<string>
     * }
     */
    public function get(array $input): array
    {
        return $this->caller->data('getLink', $input);
    }

    /**
     * Change a link.
     *
     * @param array{
     *     code: string,
     *     destination_url?: string,
     *     is_active?: bool,
     *     label?: string,
     *     expires_at?: string|int,
     *     max_clicks?: int,
     *     password?: string,
     *     redirect_status?: 301|302|307|308,
     *     forward_query?: bool,
     *     tags?: list<string>,
     *     clear?: list<'expires_at'|'max_clicks'|'password'>
     * } $input
     * @return array{
     *     id: int,
     *     code: string,
     *     short_url: string,
     *     destination_url: string,
     *     label: string,
     *     is_active: bool,
     *     total_clicks: int,
     *     created_at: string,
     *     created_at_iso: string,
     *     updated_at: string,
     *     updated_at_iso: string,
     *     redirect_status: 301|302|307|308,
     *     forward_query: bool,
     *     expires_at: string|null,
     *     max_clicks: int|null,
     *     clicks_left: int|null,
     *     has_password: bool,
     *     tags: list<string>
     * }
     */
    public function edit(array $input): array
    {
        return $this->caller->data('editLink', $input);
    }

    /**
     * Delete a link.
     *
     * @param array{
     *     code: string
     * } $input
     * @return array{
     *     code: string
     * }
     */
    public function delete(array $input): array
    {
        return $this->caller->data('deleteLink', $input);
    }

    /**
     * QR code of a link.
     *
     * @param array{
     *     code: string,
     *     format?: 'svg'|'png',
     *     size?: int
     * } $input
     * @return string
     */
    public function qr(array $input): string
    {
        return $this->caller->text('getLinkQr', $input);
    }
}
