<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Facades;

use Illuminate\Support\Facades\Facade;
use Micrologs\Laravel\MicrologsClient;
use Micrologs\Laravel\Testing\MicrologsFake;

/**
 * @method static array|null error(string $message, array $options = [])
 * @method static array|null audit(string $action, string $actor = '', ?array $context = null)
 * @method static array|null pageview(array $fields)
 * @method static array|null captureException(\Throwable $error, array $options = [])
 * @method static \Micrologs\Laravel\MicrologsClient withContext(array $context)
 * @method static bool flush(float $deadline = 5.0)
 * @method static bool close(float $deadline = 2.0)
 * @method static void send()
 * @method static int waiting()
 * @method static array losses()
 * @method static \Micrologs\Generated\Api api()
 * @method static array|null createLink(string $url, string $label = '')
 * @method static array|null getLink(string $code)
 * @method static array|null editLink(string $code, array $options)
 * @method static array|null deleteLink(string $code)
 * @method static array|null updateErrorStatus(int|string|array $ids, string $status)
 * @method static array|null verify(string $key)
 * @method static \Micrologs\Analytics analytics()
 *
 * @see \Micrologs\Laravel\MicrologsClient
 */
class Micrologs extends Facade
{
    /**
     * For tests: nothing leaves, and what would have can be asserted.
     *
     * @param array<string, array<array-key, mixed>> $answers data of the answers by the operation's name, such as `links.create`
     */
    public static function fake(array $answers = []): MicrologsFake
    {
        $fake = new MicrologsFake($answers);
        static::swap($fake);
        return $fake;
    }

    protected static function getFacadeAccessor(): string
    {
        return MicrologsClient::class;
    }
}
