<?php

return [

    // Address of your Micrologs server, with its base path if it has one. Without it nothing is captured.
    'host' => env('MICROLOGS_HOST', ''),

    // Key of the project. The secret key can do everything; the public key can only capture.
    'key' => env('MICROLOGS_KEY', ''),

    // Public key for the snippet that `@micrologs` puts into pages. Never the secret one: visitors can read it.
    'public_key' => env('MICROLOGS_PUBLIC_KEY', ''),

    // Only for operations that manage projects or the server (`Micrologs::api()->projects()`).
    'admin_key' => env('MICROLOGS_ADMIN_KEY', ''),

    // False: nothing is captured. Questions (`Micrologs::api()`) are asked all the same.
    'enabled' => env('MICROLOGS_ENABLED', true),

    // Seconds that one question to the server may take.
    'timeout' => env('MICROLOGS_TIMEOUT', 5),

    // Seconds until a connection stands, and seconds that sending may take at the end of a request or job. What is not sent by
    // then waits in the spill.
    'connect_timeout' => env('MICROLOGS_CONNECT_TIMEOUT', 0.5),
    'send_timeout' => env('MICROLOGS_SEND_TIMEOUT', 2),

    // Name of the environment that errors carry. Null: that of the application.
    'environment' => env('MICROLOGS_ENVIRONMENT'),

    // Version of the application that errors carry, such as a commit.
    'release' => env('MICROLOGS_RELEASE'),

    // Whether exceptions that Laravel reports are captured. False leaves it to `Integration::handles()`, to the middleware, or to
    // your own code.
    'report_exceptions' => env('MICROLOGS_REPORT_EXCEPTIONS', true),

    // Exceptions of these classes, and of classes below them, are never captured.
    'ignore_exceptions' => [],

    // Nor are exceptions in requests for these paths, in the patterns of `Request::is()`.
    'ignore_paths' => ['up', 'health'],

    // Share of the errors that are captured, from 0 to 1.
    'sample_rate' => env('MICROLOGS_SAMPLE_RATE', 1.0),

    // What errors and audit entries tell of the request besides its method and route. Both are personal data, so both are off.
    'user_id' => env('MICROLOGS_USER_ID', false),
    'ip' => env('MICROLOGS_IP', false),

    // Keys whose values are never sent, besides passwords, tokens, cookies and the like. Case and separators do not matter.
    'scrub_keys' => [],

    // May change an event, or drop it by returning null: the name of an invokable class, so that the configuration can be cached.
    'before_send' => null,

    // Told of every loss: the name of an invokable class, called with ['reason' => …, 'count' => …, 'message' => …].
    'on_loss' => null,

    // Queue connection and queue for a job that sends what a request captured. Null: it is sent when the response is out.
    'queue_connection' => env('MICROLOGS_QUEUE_CONNECTION'),
    'queue' => env('MICROLOGS_QUEUE'),

    // Folder for events that could not be sent; later requests send them. Null: storage/framework/micrologs. False: none.
    'spill' => env('MICROLOGS_SPILL'),

    // So many waiting events are sent without waiting for the end. Null: 100 in commands and queue workers, never in requests.
    'flush_at' => env('MICROLOGS_FLUSH_AT'),

    // Level from which the log channel `micrologs` captures.
    'log_level' => env('MICROLOGS_LOG_LEVEL', 'error'),

];
