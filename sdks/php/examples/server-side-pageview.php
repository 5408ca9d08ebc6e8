<?php

// Counts a page on the server, for sites without a script. In a cookieless project no ids are needed.

declare(strict_types=1);

require 'vendor/autoload.php';

$micrologs = new Micrologs\Client(['host' => getenv('MICROLOGS_HOST'), 'key' => getenv('MICROLOGS_KEY')]);

$micrologs->pageview([
    'url' => 'https://' . ($_SERVER['HTTP_HOST'] ?? 'example.com') . ($_SERVER['REQUEST_URI'] ?? '/'),
    'referrer' => $_SERVER['HTTP_REFERER'] ?? null,
    'client_ip' => $_SERVER['REMOTE_ADDR'] ?? '203.0.113.7',
    'user_agent' => $_SERVER['HTTP_USER_AGENT'] ?? 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0',
    'accept_language' => $_SERVER['HTTP_ACCEPT_LANGUAGE'] ?? null,
    'visitor_id' => 'example-visitor',
    'session_token' => 'example-session',
]);
echo $micrologs->flush(2.0) && $micrologs->losses() === [] ? "Counted\n" : "Not counted\n";
