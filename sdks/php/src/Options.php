<?php

declare(strict_types=1);

namespace Micrologs;

use InvalidArgumentException;
use Micrologs\Delivery\Spill;
use Micrologs\Http\Transport;

/**
 * The settings of a client, checked. Names are those of the array that {@see Client} takes.
 */
final class Options
{
    /** @var string the server's address, with its base path if it has one, without a slash at the end */
    public $host = '';

    /** @var string public or secret key of the project; questions need the secret one */
    public $key = '';

    /** @var string for `projects.*`, `deadLetters.*` and metrics */
    public $adminKey = '';

    /** @var bool false: nothing is captured; questions are asked all the same */
    public $enabled = true;

    /** @var string where the program runs, such as `production` or `staging` */
    public $environment = 'production';

    /** @var string|null version of the program */
    public $release = null;

    /** @var float seconds for a question, and for a batch at a flush */
    public $timeout = 5.0;

    /** @var float seconds until a connection stands */
    public $connectTimeout = 0.5;

    /** @var float seconds that sending in the host's own time may take: at `flushAt`, and at the end of the request */
    public $sendTimeout = 2.0;

    /** @var int so many waiting events are sent at once; 0: never */
    public $flushAt = 20;

    /** @var float seconds; an event captured so long after the first one that waits sends them; 0: never */
    public $flushInterval = 2.0;

    /** @var int events */
    public $maxQueueSize = 10000;

    /** @var int bytes of JSON */
    public $maxQueueBytes = 16 * 1024 * 1024;

    /** @var int events */
    public $maxBatchSize = 100;

    /** @var float seconds */
    public $retryBase = 0.5;

    /** @var float seconds */
    public $retryMax = 30.0;

    /** @var float share of the errors that are captured, from 0 to 1 */
    public $sampleRate = 1.0;

    /** @var list<string> keys besides the usual ones whose values are never sent; case and separators do not matter */
    public $scrubKeys = [];

    /** @var callable(array<string, mixed>): (array<string, mixed>|null)|null may change an event, or drop it by null */
    public $beforeSend = null;

    /** @var callable(array{reason: string, count: int, message: string}): void|null told of every loss */
    public $onLoss = null;

    /**
     * @var callable(string, int, string): void|null told what the silent methods swallow: message, status (0 without an
     *     answer), body; by default it goes to the error log
     */
    public $onWarning = null;

    /** @var callable(): array<string, mixed>|null what the contexts of errors and audit entries have besides their own */
    public $context = null;

    /** @var Spill|string|null where events wait that could not be sent: a folder for this client alone, or an own store */
    public $spill = null;

    /** @var Transport|null cURL, or streams without it */
    public $transport = null;

    /** @var bool whether what waits is sent when the script ends */
    public $sendAtShutdown = true;

    /** @var string */
    public $userAgent = 'micrologs-php/' . Client::VERSION;

    /**
     * @param array<string, mixed> $given
     * @throws InvalidArgumentException for a name that is none, or a value that cannot be
     */
    public function __construct(array $given)
    {
        foreach ($given as $name => $value) {
            if (!property_exists($this, (string) $name)) {
                throw new InvalidArgumentException("Micrologs has no option \"$name\"");
            }
            if ($value !== null) {
                $this->$name = $this->converted($name, $value);
            }
        }
        $this->host = rtrim($this->host, '/');
        foreach (['maxQueueSize', 'maxQueueBytes', 'maxBatchSize', 'timeout', 'sendTimeout'] as $name) {
            if ($this->$name <= 0) {
                throw new InvalidArgumentException("Micrologs: $name must be above 0");
            }
        }
        $this->maxBatchSize = min($this->maxBatchSize, 500);
    }

    /** Whether there is a server to talk to. */
    public function isComplete(): bool
    {
        return $this->host !== '' && $this->key !== '';
    }

    /**
     * Settings often come from the environment as texts.
     *
     * @param mixed $value
     * @return mixed
     */
    private function converted(string $name, $value)
    {
        $default = $this->$name;
        if (is_bool($default)) {
            $flag = filter_var($value, FILTER_VALIDATE_BOOLEAN, FILTER_NULL_ON_FAILURE);
            $fits = $flag !== null;
            $value = $flag;
        } elseif (is_int($default) || is_float($default)) {
            $fits = is_numeric($value);
            $value = is_int($default) ? (int) $value : (float) $value;
        } elseif (is_array($default)) {
            $fits = is_array($value);
        } elseif (is_string($default) || $name === 'release') {
            $fits = is_scalar($value);
            $value = $fits ? (string) $value : '';
        } elseif ($name === 'spill') {
            $fits = is_string($value) || $value instanceof Spill;
        } elseif ($name === 'transport') {
            $fits = $value instanceof Transport;
        } else {
            $fits = is_callable($value);
        }
        if (!$fits) {
            throw new InvalidArgumentException("Micrologs: $name is not what it should be");
        }
        return $value;
    }
}
