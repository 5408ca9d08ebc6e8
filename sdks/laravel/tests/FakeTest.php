<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Tests;

use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Route;
use Micrologs\Laravel\Facades\Micrologs;
use Micrologs\Laravel\MicrologsClient;
use PHPUnit\Framework\AssertionFailedError;

final class FakeTest extends TestCase
{
    public function testNothingLeavesAndEverythingCanBeAsserted(): void
    {
        Http::fake();
        $fake = Micrologs::fake();
        Route::get('orders/{order}', function (MicrologsClient $injected) {
            $injected->audit('order.seen', 'kim', ['order' => 7]);
            Micrologs::pageview(['url' => 'https://shop.test/orders/7']);
            throw new \DomainException('no stock');
        });
        $fake->assertNothingCaptured();
        $this->get('orders/7')->assertStatus(500);
        Http::assertNothingSent();
        $fake->assertErrorCaptured('no stock');
        $fake->assertErrorCaptured(\DomainException::class);
        $fake->assertErrorCaptured(fn (array $event): bool => $event['context']['route'] === 'orders/{order}');
        $fake->assertErrorNotCaptured('something else');
        $fake->assertAudited('order.seen');
        $fake->assertAudited(fn (array $event): bool => $event['context']['order'] === 7);
        $fake->assertPageviewCaptured('https://shop.test/orders/7');
        self::assertSame(['audit', 'pageview', 'error'], array_column($fake->events(), 'kind'));
        self::assertCount(1, $fake->events('error'));
    }

    public function testAssertionsFailWhenTheyShould(): void
    {
        $fake = Micrologs::fake();
        Micrologs::error('boom');
        $assertions = [
            fn () => $fake->assertErrorCaptured('other'),
            fn () => $fake->assertErrorNotCaptured('boom'),
            fn () => $fake->assertAudited('boom'),
            fn () => $fake->assertPageviewCaptured(fn (): bool => true),
            fn () => $fake->assertNothingCaptured(),
            fn () => $fake->assertAsked('links.create'),
        ];
        foreach ($assertions as $number => $assertion) {
            try {
                $assertion();
            } catch (AssertionFailedError) {
                continue;
            }
            self::fail("assertion $number passed");
        }
    }

    public function testQuestionsAreAnsweredByTheTest(): void
    {
        $fake = Micrologs::fake(['links.create' => ['code' => 'abc'], 'analytics.visitors' => ['unique_visitors' => 9]]);
        self::assertSame('abc', Micrologs::api()->links()->create(['destination_url' => 'https://shop.test/'])['code']);
        self::assertSame('abc', Micrologs::createLink('https://shop.test/')['data']['code']);
        self::assertSame(['unique_visitors' => 9], Micrologs::api()->analytics()->visitors(['range' => '7d']));
        $fake->assertAsked('links.create', fn (array $input): bool => $input['destination_url'] === 'https://shop.test/');
        $fake->assertAsked('analytics.visitors', fn (array $input): bool => $input['range'] === '7d');
    }
}
