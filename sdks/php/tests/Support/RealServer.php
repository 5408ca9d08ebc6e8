<?php

declare(strict_types=1);

namespace Micrologs\Tests\Support;

/**
 * The built server of this repository; see sdks/conformance/serve.mjs.
 */
final class RealServer
{
    /** @var Program */
    private $program;

    /** @var string */
    public $url;

    /** @var string */
    public $adminKey;

    /** @var string */
    public $publicKey;

    /** @var string */
    public $secretKey;

    public function __construct()
    {
        $this->program = new Program(['node', dirname(__DIR__, 3) . '/conformance/serve.mjs']);
        $started = json_decode($this->program->line(), true);
        $this->url = $started['url'];
        $this->adminKey = $started['adminKey'];
        $this->publicKey = $started['publicKey'];
        $this->secretKey = $started['secretKey'];
    }

    public function kill(): void
    {
        $this->program->write('kill');
        $this->program->line();
    }

    /** Again, on the same port and data. */
    public function start(): void
    {
        $this->program->write('start');
        $this->program->line();
    }

    public function stop(): void
    {
        $this->program->stop();
    }
}
