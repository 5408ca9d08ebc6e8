<?php

use Micrologs\WordPress\Proxy;
use PhpParser\Node;
use PhpParser\NodeFinder;
use PhpParser\ParserFactory;

require_once 'PhpParser/autoload.php';

/** The rules of WordPress' Plugin Check that concern this plugin, on the plugin as it is packed. */
final class PluginCheckTest extends SiteTestCase
{
    const TRANSLATING = ['__', '_e', '_n', '_x', 'esc_html__', 'esc_html_e', 'esc_attr__', 'esc_attr_e'];

    /** Calls whose result may be printed. */
    const ESCAPING = ['esc_html', 'esc_attr', 'esc_url', 'esc_html__', 'esc_attr__', 'wp_kses_post', 'absint', 'number_format_i18n'];

    const FORBIDDEN = [
        'eval', 'base64_decode', 'curl_init', 'fopen', 'file_put_contents', 'file_get_contents', 'unlink', 'rename', 'exec', 'shell_exec', 'system', 'proc_open',
        'create_function', 'extract', 'parse_str', 'serialize', 'unserialize', 'date', 'rand', 'mt_srand', 'strip_tags', 'json_encode', 'parse_url',
        'setlocale', 'error_log', 'var_dump', 'print_r', 'var_export', 'wp_redirect', 'query_posts',
    ];

    /** The library is no WordPress code; these of the list do no harm there. */
    const ALLOWED_IN_LIBRARY = ['json_encode', 'date', 'parse_url', 'error_log'];

    public function testNoFileCanBeCalledByItself(): void
    {
        foreach (self::files() as $file) {
            $this->assertMatchesRegularExpression("/if \( ?! ?defined\( ?'ABSPATH' ?\)/", file_get_contents($file), $file);
        }
    }

    public function testEveryFileRunsOnPhp74(): void
    {
        foreach (self::files() as $file) {
            $newer = $this->find($file, static function (Node $node): bool {
                return $node instanceof Node\Expr\Match_
                    || $node instanceof Node\Expr\NullsafePropertyFetch
                    || $node instanceof Node\Expr\NullsafeMethodCall
                    || $node instanceof Node\Expr\Throw_
                    || $node instanceof Node\UnionType
                    || $node instanceof Node\Attribute
                    || $node instanceof Node\VariadicPlaceholder
                    || $node instanceof Node\Stmt\Enum_
                    || ($node instanceof Node\Arg && $node->name !== null)
                    || ($node instanceof Node\Param && $node->flags !== 0)
                    || ($node instanceof Node\Stmt\Catch_ && $node->var === null)
                    || ($node instanceof Node\Expr\ArrayItem && $node->unpack && $node->key !== null)
                    || ($node instanceof Node\FunctionLike && in_array((string) self::nameOf($node->getReturnType()), ['static', 'mixed', 'never', 'false', 'null'], true))
                    || ($node instanceof Node\Param && self::nameOf($node->type) === 'mixed');
            });
            $this->assertSame([], $this->lines($newer), $file);
            $this->assertDoesNotMatchRegularExpression('/,\s*\n\s*\)\s*(:\s*\??[\\\\\w]+\s*)?\{/', file_get_contents($file), 'no comma after the last parameter');
        }
    }

    public function testNoFileCallsWhatPluginsShouldNot(): void
    {
        foreach (self::files() as $file) {
            $forbidden = array_diff(self::FORBIDDEN, strpos($file, '/Core/') === false ? [] : self::ALLOWED_IN_LIBRARY);
            $calls = $this->find($file, static function (Node $node) use ($forbidden): bool {
                return ($node instanceof Node\Expr\FuncCall && in_array(self::nameOf($node->name), $forbidden, true))
                    || $node instanceof Node\Expr\Eval_ || $node instanceof Node\Expr\ShellExec;
            });
            $this->assertSame([], $this->lines($calls), $file);
        }
    }

    public function testTextsAreTranslatedInTheOwnDomain(): void
    {
        foreach (self::ownFiles() as $file) {
            $calls = $this->find($file, static function (Node $node): bool {
                return $node instanceof Node\Expr\FuncCall && in_array(self::nameOf($node->name), self::TRANSLATING, true);
            });
            foreach ($calls as $call) {
                $last = end($call->args)->value;
                $this->assertTrue($last instanceof Node\Scalar\String_ && $last->value === 'micrologs', "domain in $file:{$call->getLine()}");
                $this->assertInstanceOf(Node\Scalar\String_::class, $call->args[0]->value, "a literal in $file:{$call->getLine()}");
                if (strpos($call->args[0]->value->value, '%') !== false) {
                    $before = array_slice(file($file), max(0, $call->getLine() - 4), 4);
                    $this->assertStringContainsString('translators:', implode('', $before), "a word for translators above $file:{$call->getLine()}");
                }
            }
        }
    }

    public function testWhatIsPrintedIsEscapedRightThere(): void
    {
        foreach (self::ownFiles() as $file) {
            $printed = [];
            foreach ($this->find($file, static function (Node $node): bool {
                return $node instanceof Node\Stmt\Echo_ || ($node instanceof Node\Expr\FuncCall && self::nameOf($node->name) === 'printf');
            }) as $node) {
                $printed = array_merge($printed, $node instanceof Node\Stmt\Echo_ ? $node->exprs : array_column($node->args, 'value'));
            }
            foreach ($printed as $value) {
                $this->assertTrue(self::isSafe($value), "$file:{$value->getLine()}");
            }
        }
    }

    public function testWhatARequestBringsIsCleanedRightThere(): void
    {
        foreach (self::ownFiles() as $file) {
            $lines = file($file);
            foreach ($this->find($file, static function (Node $node): bool {
                return $node instanceof Node\Expr\Variable && in_array($node->name, ['_GET', '_POST', '_REQUEST', '_SERVER', '_COOKIE', '_FILES'], true);
            }) as $node) {
                $place = implode('', array_slice($lines, max(0, $node->getLine() - 2), 2));
                $this->assertMatchesRegularExpression('/isset\( \$_|esc_url_raw\( wp_unslash\(|ClientAddress::of\(/', $place, "$file:{$node->getLine()}");
            }
        }
    }

    public function testEveryRouteButTheProxysAsksWhoCalls(): void
    {
        $this->configure(['proxy' => true]);
        $GLOBALS['wp_rest_server'] = null;
        [$namespace] = get_option(Proxy::NAMES);
        $open = [];
        foreach (rest_get_server()->get_routes() as $path => $endpoints) {
            foreach (preg_match("~^/(micrologs/v1|$namespace)/~", $path) ? $endpoints : [] as $endpoint) {
                $this->assertIsCallable($endpoint['permission_callback'], $path);
                if ($endpoint['permission_callback'] === '__return_true') {
                    $open[] = $path;
                }
            }
        }
        $GLOBALS['wp_rest_server'] = null;
        $this->assertCount(1, $open);
        $this->assertStringStartsWith("/$namespace/", $open[0]);
    }

    public function testHeaderAndReadmeAgree(): void
    {
        $header = get_plugin_data(self::folder() . '/micrologs.php', false, false);
        $readme = file_get_contents(self::folder() . '/readme.txt');
        preg_match_all('/^([A-Z][A-Za-z ]+): (.+)$/m', $readme, $found);
        $fields = array_combine($found[1], $found[2]);
        $this->assertSame($header['Version'], $fields['Stable tag']);
        $this->assertSame($header['RequiresWP'], $fields['Requires at least']);
        $this->assertSame($header['RequiresPHP'], $fields['Requires PHP']);
        $this->assertSame('micrologs', $header['TextDomain']);
        $this->assertSame('GPL-2.0-or-later', $fields['License']);
        $this->assertStringContainsString('License:           GPL-2.0-or-later', file_get_contents(self::folder() . '/micrologs.php'));
        $this->assertLessThanOrEqual(5, count(explode(',', $fields['Tags'])));
        [, $short] = explode("\n\n", $readme);
        $this->assertLessThanOrEqual(150, strlen($short));
        $this->assertStringContainsString("= {$header['Version']} =", $readme);
        $this->assertSame(MICROLOGS_VERSION, $header['Version']);
    }

    public function testOnlyWhatBelongsInAPluginIsInIt(): void
    {
        foreach (self::below(self::folder()) as $file) {
            $name = substr($file, strlen(self::folder()) + 1);
            $this->assertMatchesRegularExpression('~^[A-Za-z0-9_/-]+(\.asset)?\.(php|js|css|txt|pot|mo|json)$~', $name);
            $this->assertDoesNotMatchRegularExpression('~//(127\.0\.0\.1|localhost)~', file_get_contents($file), $name);
        }
    }

    public function testScriptsDependOnWhatTheOldestWordPressHas(): void
    {
        wp_default_scripts(new WP_Scripts());
        foreach (glob(self::folder() . '/build/*.asset.php') as $file) {
            foreach ((require $file)['dependencies'] as $handle) {
                $this->assertTrue(wp_script_is($handle, 'registered'), "$handle of " . basename($file));
            }
        }
    }

    private static function files(): array
    {
        return preg_grep('/(?<!\.asset)\.php$/', self::below(self::folder()));
    }

    private static function ownFiles(): array
    {
        return preg_grep('~/Core/~', self::files(), PREG_GREP_INVERT);
    }

    private static function folder(): string
    {
        return WP_PLUGIN_DIR . '/micrologs';
    }

    private static function below(string $folder): array
    {
        $all = iterator_to_array(new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS)));
        return array_map('strval', array_keys($all));
    }

    private function find(string $file, callable $filter): array
    {
        $parser = (new ParserFactory())->create(ParserFactory::ONLY_PHP7);
        return (new NodeFinder())->find($parser->parse(file_get_contents($file)), $filter);
    }

    private function lines(array $nodes): array
    {
        return array_map(static function (Node $node): string {
            return $node->getType() . ' in line ' . $node->getLine();
        }, $nodes);
    }

    private static function nameOf($node): ?string
    {
        return $node instanceof Node\Name || $node instanceof Node\Identifier ? $node->toString() : null;
    }

    /** Literals, escaped values, and what is made of nothing else. */
    private static function isSafe(Node $value): bool
    {
        if ($value instanceof Node\Expr\BinaryOp\Concat) {
            return self::isSafe($value->left) && self::isSafe($value->right);
        }
        return $value instanceof Node\Scalar\String_ || $value instanceof Node\Expr\Cast\Int_
            || ($value instanceof Node\Expr\FuncCall && in_array(self::nameOf($value->name), self::ESCAPING, true));
    }
}
