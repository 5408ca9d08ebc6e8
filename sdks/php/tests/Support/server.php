<?php

/**
 * A server that answers as the first line of standard input says, a JSON list of one answer per request, of which the last one goes on:
 * {"status", "headers", "body"}, {"hang": true} (no answer), or {"cut": true} (half of one).
 *
 * Prints its port, then each request as a line of JSON. Ends when standard input closes.
 */

declare(strict_types=1);

$answers = json_decode((string) fgets(STDIN), true);
$server = stream_socket_server('tcp://127.0.0.1:0');
echo substr(strrchr((string) stream_socket_get_name($server, false), ':'), 1), "\n";
$open = [];
while (true) {
    $ready = array_merge([STDIN, $server], $open);
    $none = null;
    stream_select($ready, $none, $none, null);
    foreach ($ready as $stream) {
        if ($stream === STDIN) {
            exit;
        }
        if ($stream === $server) {
            $open[] = stream_socket_accept($server);
            continue;
        }
        $head = '';
        while (substr($head, -4) !== "\r\n\r\n" && ($line = fgets($stream)) !== false) {
            $head .= $line;
        }
        if ($head === '') {
            $open = array_diff($open, [$stream]);
            fclose($stream);
            continue;
        }
        $lines = explode("\r\n", trim($head));
        [$method, $url] = explode(' ', array_shift($lines));
        $headers = [];
        foreach ($lines as $line) {
            [$name, $value] = explode(': ', $line, 2);
            $headers[strtolower($name)] = $value;
        }
        $length = (int) ($headers['content-length'] ?? 0);
        $body = $length === 0 ? '' : (string) stream_get_contents($stream, $length);
        if (($headers['content-encoding'] ?? '') === 'gzip') {
            $body = (string) gzdecode($body);
        }
        echo json_encode(compact('method', 'url', 'headers', 'body')), "\n";
        $answer = count($answers) > 1 ? array_shift($answers) : $answers[0];
        if (isset($answer['hang'])) {
            continue;
        }
        $text = $answer['body'] ?? '{"success":true,"message":"OK","data":{}}';
        $status = $answer['status'] ?? 200;
        $reply = "HTTP/1.1 $status Test\r\n";
        foreach (($answer['headers'] ?? []) + ['Content-Type' => 'application/json', 'Content-Length' => strlen($text)] as $name => $value) {
            $reply .= "$name: $value\r\n";
        }
        fwrite($stream, "$reply\r\n" . ($method === 'HEAD' ? '' : (isset($answer['cut']) ? substr($text, 0, 10) : $text)));
        if (isset($answer['cut'])) {
            $open = array_diff($open, [$stream]);
            fclose($stream);
        }
    }
}
