<?php

declare(strict_types=1);

// Debian's Laravel and what it stands on, by the include path.
require 'Illuminate/autoload.php';
require 'GuzzleHttp/autoload.php';
require 'Mockery/autoload.php';
require __DIR__ . '/../../php/autoload.php';
require __DIR__ . '/../../php/tests/autoload.php';
require __DIR__ . '/autoload.php';
