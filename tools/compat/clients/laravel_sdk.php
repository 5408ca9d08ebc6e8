<?php

/**
 * Calls the API as the HTTP side of the old Laravel package does (Guzzle's headers over cURL): paths with `.php`, null on any
 * failure, which is reported with status and body.
 *
 * Reads one call a line from standard input (`{"method": …, "args": […]}`) and writes one answer a line.
 */

declare(strict_types=1);

$host = rtrim(getenv('MICROLOGS_HOST'), '/');
$key = getenv('MICROLOGS_KEY');

function request(string $method, string $path, array $query = [], ?array $body = null): ?array
{
    global $host, $key;
    $query = array_filter($query, fn ($value) => $value !== null);
    $curl = curl_init("$host/api/$path.php" . ($query ? '?' . http_build_query($query) : ''));
    $headers = ["X-API-Key: $key", 'Accept: application/json', 'User-Agent: GuzzleHttp/7'];
    if ($body !== null) {
        $headers[] = 'Content-Type: application/json';
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body));
    }
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => $headers,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 60,
    ]);
    $raw = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    $answer = is_string($raw) ? json_decode($raw, true) : null;
    if ($status >= 200 && $status < 300 && is_array($answer)) {
        return $answer;
    }
    fwrite(STDERR, "[Micrologs] $status " . (is_string($raw) ? $raw : curl_error($curl)) . "\n");
    return null;
}

function post(string $path, array $body): ?array
{
    return request('POST', $path, [], $body);
}

$methods = [
    'error' => fn (string $message, array $options = []) => post('track/error', [
        'message' => mb_substr($message, 0, 1024),
        'error_type' => $options['type'] ?? 'LaravelError',
        'severity' => $options['severity'] ?? 'error',
        'file' => $options['file'] ?? '',
        'line' => $options['line'] ?? null,
        'stack' => $options['stack'] ?? null,
        'url' => $options['url'] ?? '',
        'environment' => $options['environment'] ?? 'local',
        'context' => $options['context'] ?? null,
    ]),
    'audit' => fn (string $action, string $actor = '', ?array $context = null) =>
        post('track/audit', compact('action', 'actor', 'context')),
    'createLink' => fn (string $url, string $label = '') => post('links/create', ['destination_url' => $url, 'label' => $label]),
    'getLink' => fn (string $code) => request('GET', 'links/detail', ['code' => $code]),
    // Options that are present with null are sent as null.
    'editLink' => fn (string $code, array $options) => post('links/edit', [
        'code' => $code,
        'destination_url' => $options['destinationUrl'] ?? null,
        'label' => $options['label'] ?? null,
        'is_active' => $options['isActive'] ?? null,
    ]),
    'deleteLink' => fn (string $code) => post('links/delete', ['code' => $code]),
    'updateErrorStatus' => fn (array|int $ids, string $status) =>
        post('track/errors-update-status', [is_array($ids) ? 'ids' : 'id' => $ids, 'status' => $status]),
    'verify' => fn (string $key) => post('projects/verify', ['key' => $key]),
    'analytics' => fn (string $name, ?array $parameters) => request('GET', "analytics/$name", $parameters ?? []),
];

while (($line = fgets(STDIN)) !== false) {
    $call = json_decode($line, true);
    echo json_encode($methods[$call['method']](...$call['args'])), "\n";
    flush();
}
