<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `exports.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 *
 * @phpstan-import-type ExportedAudit from Types
 * @phpstan-import-type ExportedClick from Types
 * @phpstan-import-type ExportedError from Types
 * @phpstan-import-type ExportedPageview from Types
 */
final class ExportsApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * All pageviews of the range.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string
     * } $input
     * @return \Generator<int, ExportedPageview>
     */
    public function pageviews(array $input = []): \Generator
    {
        return $this->caller->rows('exportPageviews', $input);
    }

    /**
     * All errors of the range.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string
     * } $input
     * @return \Generator<int, ExportedError>
     */
    public function errors(array $input = []): \Generator
    {
        return $this->caller->rows('exportErrors', $input);
    }

    /**
     * All requests for links of the range.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string
     * } $input
     * @return \Generator<int, ExportedClick>
     */
    public function clicks(array $input = []): \Generator
    {
        return $this->caller->rows('exportClicks', $input);
    }

    /**
     * The audit log of the range.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string
     * } $input
     * @return \Generator<int, ExportedAudit>
     */
    public function audits(array $input = []): \Generator
    {
        return $this->caller->rows('exportAudits', $input);
    }
}
