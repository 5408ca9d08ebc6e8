<?php

// Makes a short link, reads the list page by page, and shows what a refusal is.

declare(strict_types=1);

require 'vendor/autoload.php';

$micrologs = new Micrologs\Client(['host' => getenv('MICROLOGS_HOST'), 'key' => getenv('MICROLOGS_KEY')]);
$links = $micrologs->api()->links();

$link = $links->create(['destination_url' => 'https://example.com/sale', 'label' => 'Footer', 'tags' => ['footer']]);
echo "Made {$link['code']}\n";

foreach ($links->iterateList(['tag' => 'footer', 'limit' => 100]) as $row) {
    echo "{$row['label']}: {$row['total_clicks']} clicks\n";
}

try {
    $links->get(['code' => 'nothing']);
} catch (Micrologs\Exception\NotFoundError $error) {
    echo "{$error->getStatus()}: {$error->getMessage()}\n";
}
