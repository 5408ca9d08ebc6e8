<?php

use Micrologs\WordPress\WooCommerce;

/** Orders as WooCommerce hands them out, as far as the plugin asks; their meta data live in the object, as in any storage. */
final class OrderDouble
{
    public $status = 'pending';
    public $saved = 0;
    private $meta = [];
    private $id;

    public function __construct(int $id)
    {
        $this->id = $id;
    }

    public function get_id()
    {
        return $this->id;
    }

    public function get_order_number()
    {
        return "N-{$this->id}";
    }

    public function get_status()
    {
        return $this->status;
    }

    public function is_paid()
    {
        return in_array($this->status, ['processing', 'completed'], true);
    }

    public function get_total()
    {
        return '49.90';
    }

    public function get_currency()
    {
        return 'EUR';
    }

    public function get_payment_method()
    {
        return 'invoice';
    }

    public function get_coupon_codes()
    {
        return ['spring'];
    }

    public function get_customer_id()
    {
        return 12;
    }

    public function get_billing_email()
    {
        throw new LogicException('Nobody needs to know the address');
    }

    public function get_items()
    {
        return [new class () {
            public function get_product_id()
            {
                return 5;
            }

            public function get_name()
            {
                return 'Tide clock';
            }

            public function get_quantity()
            {
                return 2;
            }

            public function get_total()
            {
                return '49.90';
            }
        }];
    }

    public function get_meta($key)
    {
        return $this->meta[$key] ?? '';
    }

    public function update_meta_data($key, $value)
    {
        $this->meta[$key] = $value;
    }

    public function save_meta_data()
    {
        $this->saved++;
    }

    public function get_amount()
    {
        return '10.00';
    }

    public function get_reason()
    {
        return 'Too late';
    }
}

if (!function_exists('wc_get_order')) {
    function wc_get_order($id)
    {
        return $GLOBALS['orders_of_the_tests'][$id] ?? false;
    }
}

final class WooCommerceTest extends SiteTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        $this->configure();
        $GLOBALS['orders_of_the_tests'] = [7 => new OrderDouble(7), 8 => new OrderDouble(8), 9 => new OrderDouble(9)];
    }

    public function testAnOrderIsPlacedAndPaidOnceHoweverOftenTheHooksFire(): void
    {
        $order = wc_get_order(7);
        do_action('woocommerce_new_order', 7, $order);
        do_action('woocommerce_new_order', 7, $order);
        $order->status = 'processing';
        do_action('woocommerce_payment_complete', 7);
        do_action('woocommerce_order_status_changed', 7, 'pending', 'processing', $order);
        $order->status = 'completed';
        do_action('woocommerce_order_status_changed', 7, 'processing', 'completed', $order);
        $this->assertSame(
            ['order.placed', 'order.paid', 'order.status_changed', 'order.status_changed'],
            array_column($this->sent('audit'), 'action')
        );
        $this->assertSame(2, $order->saved, 'the notes are stored by the order itself');
    }

    public function testAnEntryHasTheContentsAndNoAddress(): void
    {
        do_action('woocommerce_new_order', 7, null);
        [$entry] = $this->sent('audit');
        $this->assertSame('customer-12', $entry['actor']);
        $this->assertSame([
            'order_id' => 7,
            'number' => 'N-7',
            'total' => 49.9,
            'currency' => 'EUR',
            'status' => 'pending',
            'payment_method' => 'invoice',
            'coupons' => ['spring'],
            'items' => [['product_id' => 5, 'name' => 'Tide clock', 'quantity' => 2, 'total' => 49.9]],
        ], $entry['context']);
    }

    public function testEachRefundCountsOnce(): void
    {
        foreach ([8, 8, 9] as $refund) {
            do_action('woocommerce_order_refunded', 7, $refund);
        }
        $entries = $this->sent('audit');
        $this->assertSame([8, 9], array_column(array_column($entries, 'context'), 'refund_id'));
        $this->assertSame([10.0, 'EUR', 'Too late'], [$entries[0]['context']['amount'] + 0.0, $entries[0]['context']['currency'], $entries[0]['context']['reason']]);
    }

    public function testDraftsOfTheCheckoutAreNoOrders(): void
    {
        wc_get_order(7)->status = 'checkout-draft';
        do_action('woocommerce_new_order', 7, wc_get_order(7));
        $this->assertSame([], $this->sent('audit'));
    }

    public function testAnOrderThatIsGoneMakesNoTrouble(): void
    {
        do_action('woocommerce_payment_complete', 404);
        do_action('woocommerce_order_refunded', 404, 405);
        $this->assertSame([], $this->sent('audit'));
    }
}
