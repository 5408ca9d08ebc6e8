<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `deadLetters.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 *
 * @phpstan-import-type DeadLetter from Types
 */
final class DeadLettersApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * List dead letters.
     *
     * @param array{
     *     project_id?: int,
     *     limit?: int,
     *     cursor?: string
     * } $input
     * @return array{
     *     dead_letters: list<DeadLetter>,
     *     next_cursor: string|null
     * }
     */
    public function list(array $input = []): array
    {
        return $this->caller->data('listDeadLetters', $input);
    }

    /**
     * List dead letters: the rows of `dead_letters` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     project_id?: int,
     *     limit?: int,
     *     cursor?: string
     * } $input
     * @return \Generator<int, DeadLetter>
     */
    public function iterateList(array $input = []): \Generator
    {
        return $this->caller->iterate('listDeadLetters', $input);
    }

    /**
     * One dead letter.
     *
     * @param array{
     *     id: int
     * } $input
     * @return array{
     *     id: int,
     *     project_id: int,
     *     kind: string,
     *     reason: string,
     *     received_at: string,
     *     received_at_iso: string,
     *     event: mixed
     * }
     */
    public function get(array $input): array
    {
        return $this->caller->data('getDeadLetter', $input);
    }

    /**
     * Store dead letters after all.
     *
     * @param array{
     *     id?: int,
     *     all?: true,
     *     project_id?: int
     * } $input
     * @return array{
     *     replayed: int,
     *     failed: int,
     *     failures: list<array{
     *         id: int,
     *         reason: string
     *     }>
     * }
     */
    public function replay(array $input = []): array
    {
        return $this->caller->data('replayDeadLetters', $input);
    }

    /**
     * Drop dead letters.
     *
     * @param array{
     *     id?: int,
     *     all?: true,
     *     project_id?: int
     * } $input
     * @return array{
     *     dropped: int
     * }
     */
    public function drop(array $input = []): array
    {
        return $this->caller->data('dropDeadLetters', $input);
    }
}
