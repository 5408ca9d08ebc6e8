<?php

declare(strict_types=1);

namespace Micrologs\Tests;

use Micrologs\Client;
use Micrologs\Tests\Support\FakeTransport;
use PHPUnit\Framework\TestCase;

final class ClientTest extends TestCase
{
    /** @var FakeTransport */
    private $transport;

    protected function setUp(): void
    {
        $this->transport = new FakeTransport();
    }

    /**
     * @param array<string, mixed> $options
     */
    private function client(array $options = []): Client
    {
        return new Client($options + [
            'host' => 'https://stats.test/',
            'key' => 'secret',
            'transport' => $this->transport,
            'sendAtShutdown' => false,
        ]);
    }

    public function testCapturingReturnsTheEnvelopeAtOnceAndSendsLater(): void
    {
        $client = $this->client(['environment' => 'staging', 'release' => 'v7']);
        $returned = $client->error('boom', ['severity' => 'critical', 'fingerprint' => ['checkout']]);
        self::assertSame([], $this->transport->requests);
        self::assertSame(1, $client->waiting());
        self::assertTrue($client->flush());
        [$event] = $this->transport->events();
        self::assertSame(['queued' => true, 'event_id' => $event['event_id']], $returned['data']);
        self::assertSame('https://stats.test/api/track/batch', $this->transport->requests[0]->url);
        self::assertSame(
            ['boom', 'ManualError', 'critical', 'staging', 'v7', ['checkout']],
            array_map(static function (string $field) use ($event) {
                return $event[$field];
            }, ['message', 'error_type', 'severity', 'environment', 'release', 'fingerprint'])
        );
    }

    public function testExceptionsComeWithCausesAndWithoutArguments(): void
    {
        $client = $this->client();
        $error = self::thrown('4111-secret');
        $client->captureException($error, ['severity' => 'warning']);
        self::assertNull($client->captureException($error));
        $client->flush();
        [$event] = $this->transport->events();
        self::assertCount(1, $this->transport->events());
        self::assertSame(['could not pay', 'LogicException', __FILE__, 'warning'], [
            $event['message'], $event['error_type'], $event['file'], $event['severity'],
        ]);
        self::assertStringContainsString('#0 ' . __FILE__ . '(', $event['stack']);
        self::assertStringContainsString('ClientTest::thrown()', $event['stack']);
        self::assertStringContainsString("\n\nCaused by RuntimeException: card refused in " . __FILE__, $event['stack']);
        self::assertStringNotContainsString('4111-secret', (string) json_encode($event));
    }

    private static function thrown(string $card): \Throwable
    {
        try {
            throw new \RuntimeException('card refused');
        } catch (\RuntimeException $cause) {
            return new \LogicException('could not pay', 0, $cause);
        }
    }

    public function testAnExceptionWithoutAMessageIsKnownByItsClass(): void
    {
        $client = $this->client();
        $client->captureException(new \DomainException());
        $client->captureException(new class extends \Exception {
        });
        $client->flush();
        [$plain, $anonymous] = $this->transport->events();
        self::assertSame(['DomainException', 'DomainException'], [$plain['message'], $plain['error_type']]);
        self::assertStringEndsWith('@anonymous', $anonymous['error_type']);
        self::assertStringNotContainsString(__FILE__, $anonymous['error_type']);
    }

    public function testExceptionsAreNotKeptAlive(): void
    {
        $client = $this->client();
        $error = new \Exception('gone');
        $client->captureException($error);
        $reference = \WeakReference::create($error);
        unset($error);
        self::assertNull($reference->get());
        for ($i = 0; $i < 300; $i++) {
            self::assertNotNull($client->captureException(new \Exception("new $i")));
        }
    }

    public function testSecretsStayAtHome(): void
    {
        $client = $this->client(['scrubKeys' => ['Tax-Number']]);
        $client->error('boom', [
            'url' => 'https://kim:pw@shop.test/reset?token=abc&page=2#access_key=k',
            'context' => [
                'password' => 'p', 'userPassword' => 'p', 'X-Api-Key' => 'k', 'Authorization' => 'Bearer x', 'taxNumber' => 7,
                'nested' => ['session_id' => 's', 'author' => 'Kim', 'keyboard' => 'qwerty', 'tokenizer' => 'bpe'],
                'empty' => ['password' => null],
            ],
        ]);
        $client->flush();
        [$event] = $this->transport->events();
        $hidden = '[scrubbed]';
        self::assertSame("https://shop.test/reset?token=$hidden&page=2#access_key=$hidden", $event['url']);
        self::assertSame([
            'password' => $hidden, 'userPassword' => $hidden, 'X-Api-Key' => $hidden, 'Authorization' => $hidden,
            'taxNumber' => $hidden,
            'nested' => ['session_id' => $hidden, 'author' => 'Kim', 'keyboard' => 'qwerty', 'tokenizer' => 'bpe'],
            'empty' => ['password' => null],
        ], $event['context']);
    }

    public function testContextsOfAnyKindAreSent(): void
    {
        $loop = new \stdClass();
        $loop->self = $loop;
        $client = $this->client();
        $client->error('boom', ['context' => [
            'time' => new \DateTimeImmutable('2026-03-01T10:00:00.5+02:00'),
            'error' => new \RuntimeException('inner'),
            'json' => new class implements \JsonSerializable {
                public function jsonSerialize(): array
                {
                    return ['password' => 'p', 'id' => 3];
                }
            },
            'broken' => new class implements \JsonSerializable {
                public function jsonSerialize(): array
                {
                    throw new \RuntimeException('no');
                }
            },
            'object' => new \ArrayIterator([]),
            'stream' => STDIN,
            'number' => NAN,
            'bytes' => "\xff\xfe",
            'loop' => $loop,
        ]]);
        $client->flush();
        $context = $this->transport->events()[0]['context'];
        self::assertSame('2026-03-01T10:00:00.500+02:00', $context['time']);
        self::assertSame('RuntimeException: inner', $context['error']);
        self::assertSame(['password' => '[scrubbed]', 'id' => 3], $context['json']);
        self::assertStringContainsString('anonymous', $context['broken']);
        self::assertSame('[ArrayIterator]', $context['object']);
        self::assertSame('[resource]', $context['stream']);
        self::assertSame('NAN', $context['number']);
        self::assertSame("\u{fffd}\u{fffd}", $context['bytes']);
        self::assertArrayHasKey('self', $context['loop']['self']);
    }

    public function testTheHostsContextIsAddedAndMayFail(): void
    {
        $contexts = [static function (): array {
            return ['tenant' => 5, 'cart' => 'shared', 'password' => 'p'];
        }, static function (): array {
            throw new \RuntimeException('no session');
        }];
        foreach ($contexts as $context) {
            $client = $this->client(['context' => $context]);
            $client->audit('invoice.paid', 'kim', ['cart' => 7]);
            $client->flush();
        }
        [$with, $without] = $this->transport->events();
        self::assertSame(['cart' => 7, 'tenant' => 5, 'password' => '[scrubbed]'], $with['context']);
        self::assertSame(['cart' => 7], $without['context']);
    }

    public function testASampleRateOfNothingCapturesNoErrorsAndAllElse(): void
    {
        $client = $this->client(['sampleRate' => 0]);
        self::assertNull($client->error('boom'));
        self::assertNotNull($client->audit('invoice.paid'));
        self::assertNotNull($client->pageview(['url' => 'https://shop.test/']));
        self::assertSame([], $client->losses());
    }

    public function testHooksThatFailOrCaptureDoNoHarm(): void
    {
        $client = null;
        $lost = [];
        $client = $this->client([
            'maxQueueSize' => 1,
            'beforeSend' => static function (array $event) use (&$client): array {
                $client->error('from within the hook');
                $event['context'] = ['hooked' => true];
                return $event;
            },
            'onLoss' => static function (array $loss) use (&$lost): void {
                $lost[] = $loss;
                throw new \RuntimeException('hook');
            },
        ]);
        self::assertNotNull($client->error('boom'));
        self::assertNull($client->error('no room'));
        self::assertTrue($client->flush());
        self::assertSame(['boom'], array_column($this->transport->events(), 'message'));
        self::assertSame(['hooked' => true], $this->transport->events()[0]['context']);
        self::assertSame([['reason' => 'queue_full', 'count' => 1, 'message' => 'The queue is full']], $lost);
    }

    public function testADisabledClientCapturesNothing(): void
    {
        $client = new Client(['enabled' => false, 'transport' => $this->transport]);
        self::assertNull($client->error('boom'));
        self::assertTrue($client->close());
        self::assertSame([], $this->transport->requests);
    }

    public function testOptionsAreChecked(): void
    {
        $faults = [
            [[], 'Micrologs needs host and key'],
            [['host' => 'https://stats.test', 'key' => 'k', 'flushat' => 3], 'Micrologs has no option "flushat"'],
            [['host' => 'https://stats.test', 'key' => 'k', 'timeout' => 'soon'], 'Micrologs: timeout is not what it should be'],
            [['host' => 'https://stats.test', 'key' => 'k', 'timeout' => 0], 'Micrologs: timeout must be above 0'],
            [['host' => 'https://stats.test', 'key' => 'k', 'onLoss' => 'no function'], 'Micrologs: onLoss is not what it should be'],
            [['host' => 'https://stats.test', 'key' => 'k', 'spill' => 3], 'Micrologs: spill is not what it should be'],
            [['host' => 'https://stats.test', 'key' => 'k', 'scrubKeys' => 'password'], 'Micrologs: scrubKeys is not what it should be'],
        ];
        foreach ($faults as [$options, $message]) {
            try {
                new Client($options);
                self::fail("$message: not seen");
            } catch (\InvalidArgumentException $error) {
                self::assertSame($message, $error->getMessage());
            }
        }
        $texts = $this->client(['flushAt' => '1', 'enabled' => 'true', 'timeout' => '2.5']);
        $texts->error('settings from the environment are texts');
        self::assertCount(1, $this->transport->requests);
    }

    public function testSilentMethodsWarnOncePerFailure(): void
    {
        $warnings = [];
        $this->transport = new FakeTransport(FakeTransport::refused(404));
        $client = $this->client(['onWarning' => static function (string $message) use (&$warnings): void {
            $warnings[] = $message;
            throw new \RuntimeException('hook');
        }]);
        self::assertNull($client->getLink('abc'));
        self::assertNull($client->editLink('abc', ['label' => null]));
        self::assertSame(['[Micrologs] 404: No', '[Micrologs] 404: No'], $warnings);
        self::assertSame('{"code":"abc","label":null}', $this->transport->requests[1]->body);
        foreach ([$client->createLink(''), $client->getLink(''), $client->deleteLink(''), $client->verify('')] as $refused) {
            self::assertNull($refused);
        }
        self::assertNull($client->updateErrorStatus(3, 'closed'));
        self::assertNull($client->editLink('', []));
        self::assertCount(2, $this->transport->requests);
    }
}
