<?php

// Routes of a small shop: an audit entry, a short link, a report, and an exception that TrackErrors sees.

declare(strict_types=1);

use Illuminate\Http\Request;
use Illuminate\Support\Facades\Route;
use Micrologs\Exception\MicrologsError;
use Micrologs\Laravel\Facades\Micrologs;
use Micrologs\Laravel\Middleware\TrackErrors;

Route::post('/invoices/{invoice}/pay', function (string $invoice) {
    Micrologs::withContext(['tenant' => 5])->audit('invoice.paid', 'kim@example.com', ['invoice' => $invoice]);
    return ['paid' => $invoice];
});

Route::get('/share', function () {
    return Micrologs::api()->links()->create(['destination_url' => 'https://example.com/sale', 'label' => 'Shared']);
});

Route::get('/popular', function () {
    try {
        return Micrologs::api()->analytics()->pages(['range' => '7d', 'limit' => 5])['pages'];
    } catch (MicrologsError) {
        return []; // the page is worth more than the list on it
    }
});

Route::post('/orders', function (Request $request) {
    // Laravel answers 422 and reports nothing; the middleware captures it as `info`.
    $request->validate(['email' => 'required|email']);
})->middleware(TrackErrors::class);
