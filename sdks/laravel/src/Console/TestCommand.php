<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Console;

use Illuminate\Console\Command;
use Micrologs\Exception\MicrologsError;
use Micrologs\Laravel\MicrologsClient;

/**
 * `php artisan micrologs:test`: whether the configuration works, step by step.
 */
final class TestCommand extends Command
{
    protected $signature = 'micrologs:test';

    protected $description = 'Check the connection to Micrologs, and send a test error';

    public function handle(MicrologsClient $client): int
    {
        foreach (['host' => 'MICROLOGS_HOST', 'key' => 'MICROLOGS_KEY'] as $key => $variable) {
            if ((string) config("micrologs.$key") === '') {
                $this->error("$variable is not set.");
                return self::FAILURE;
            }
        }
        try {
            $client->api()->system()->live();
            $this->info('The server answers: ' . config('micrologs.host'));
            $verdict = $client->api()->projects()->verify(['key' => (string) config('micrologs.key')]);
        } catch (MicrologsError $error) {
            $this->error('The server cannot be used: ' . $error->getMessage());
            return self::FAILURE;
        }
        if (!$verdict['valid']) {
            $this->error('The server does not know the key.');
            return self::FAILURE;
        }
        $this->info("The {$verdict['key_type']} key belongs to the project \"{$verdict['project_name']}\".");
        return $this->sendError($client);
    }

    private function sendError(MicrologsClient $client): int
    {
        $captured = $client->error('Test error of micrologs:test', ['type' => 'MicrologsTest', 'severity' => 'info']);
        if ($captured === null || !$client->flush() || $client->losses() !== []) {
            $this->error('The test error was not delivered: ' . (json_encode($client->losses()) ?: ''));
            return self::FAILURE;
        }
        $this->info("A test error was delivered: {$captured['data']['event_id']}");
        return self::SUCCESS;
    }
}
