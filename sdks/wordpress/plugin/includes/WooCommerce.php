<?php
/**
 * Orders of WooCommerce.
 *
 * @package Micrologs
 */

namespace Micrologs\WordPress;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Tells of orders as audit entries: placed, paid and refunded once each, and every change of status. What was told is kept in the
 * order's own meta data, by WooCommerce's own methods, so it works wherever orders are stored.
 */
final class WooCommerce {
	/** Order meta: what was told already. */
	const TOLD = '_micrologs_told';

	/** @var Settings */
	private $settings;

	/** @var Line */
	private $line;

	public function __construct( Settings $settings, Line $line ) {
		$this->settings = $settings;
		$this->line     = $line;
	}

	/** Listens; without WooCommerce nobody fires these hooks. */
	public function listen(): void {
		if ( ! $this->settings->get( 'woocommerce' ) ) {
			return;
		}
		add_action( 'before_woocommerce_init', array( $this, 'declare_compatibility' ) );
		add_action( 'woocommerce_new_order', array( $this, 'placed' ), 20, 2 );
		add_action( 'woocommerce_payment_complete', array( $this, 'paid' ), 20 );
		add_action( 'woocommerce_order_status_changed', array( $this, 'status_changed' ), 20, 4 );
		add_action( 'woocommerce_order_refunded', array( $this, 'refunded' ), 20, 2 );
	}

	/** Orders may lie in tables of their own. */
	public function declare_compatibility(): void {
		if ( class_exists( '\Automattic\WooCommerce\Utilities\FeaturesUtil' ) ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', MICROLOGS_FILE, true );
		}
	}

	/**
	 * An order was placed; drafts of the block checkout become one later, with a change of status.
	 *
	 * @param int            $id    Of the order.
	 * @param \WC_Order|null $order The order.
	 */
	public function placed( $id, $order = null ): void {
		$order = $order ? $order : wc_get_order( $id );
		if ( $order && 'checkout-draft' !== $order->get_status() ) {
			$this->tell_once( 'placed', $order, $this->contents( $order ) );
		}
	}

	/**
	 * The money is there.
	 *
	 * @param int $id Of the order.
	 */
	public function paid( $id ): void {
		$order = wc_get_order( $id );
		if ( $order ) {
			$this->tell_once( 'paid', $order, $this->contents( $order ) );
		}
	}

	/**
	 * An order has another status. One that counts as paid was paid, also where a shop's owner says so by hand.
	 *
	 * @param int       $id    Of the order.
	 * @param string    $from  Old status.
	 * @param string    $to    New status.
	 * @param \WC_Order $order The order.
	 */
	public function status_changed( $id, $from, $to, $order ): void {
		$this->placed( $id, $order );
		$this->line->audit( 'order.status_changed', self::customer( $order ), array( 'order_id' => (int) $id ) + compact( 'from', 'to' ) );
		if ( $order->is_paid() ) {
			$this->paid( $id );
		}
	}

	/**
	 * Money went back.
	 *
	 * @param int $id        Of the order.
	 * @param int $refund_id Of this refund; an order may have several.
	 */
	public function refunded( $id, $refund_id ): void {
		$order  = wc_get_order( $id );
		$refund = wc_get_order( $refund_id );
		if ( $order && $refund ) {
			$this->tell_once(
				"refunded $refund_id",
				$order,
				array(
					'order_id'  => (int) $id,
					'refund_id' => (int) $refund_id,
					'amount'    => (float) $refund->get_amount(),
					'currency'  => $order->get_currency(),
					'reason'    => $refund->get_reason(),
				)
			);
		}
	}

	private function tell_once( string $what, $order, array $context ): void {
		$told = (array) $order->get_meta( self::TOLD );
		if ( in_array( $what, $told, true ) ) {
			return;
		}
		$order->update_meta_data( self::TOLD, array_values( array_filter( array_merge( $told, array( $what ) ) ) ) );
		$order->save_meta_data();
		$this->line->audit( 'order.' . strtok( $what, ' ' ), self::customer( $order ), $context );
	}

	/** What was bought; nothing of who bought it. */
	private function contents( $order ): array {
		$items = array();
		foreach ( $order->get_items() as $item ) {
			$items[] = array(
				'product_id' => (int) $item->get_product_id(),
				'name'       => $item->get_name(),
				'quantity'   => (int) $item->get_quantity(),
				'total'      => (float) $item->get_total(),
			);
		}
		return array(
			'order_id'       => (int) $order->get_id(),
			'number'         => (string) $order->get_order_number(),
			'total'          => (float) $order->get_total(),
			'currency'       => $order->get_currency(),
			'status'         => $order->get_status(),
			'payment_method' => $order->get_payment_method(),
			'coupons'        => array_values( (array) $order->get_coupon_codes() ),
			'items'          => $items,
		);
	}

	/** The customer by number, since names and addresses are not needed here. */
	private static function customer( $order ): string {
		$id = (int) $order->get_customer_id();
		return $id > 0 ? "customer-$id" : 'guest';
	}
}
