<?php

declare(strict_types=1);

namespace Micrologs\Tests;

use PHPUnit\Framework\TestCase;

/**
 * What the source has to keep to: PSR-12, and PHP 7.4.
 */
final class SourceTest extends TestCase
{
    private const FOLDER = __DIR__ . '/..';

    /** Tokens of syntax that came with PHP 8. */
    private const NEW_TOKENS = [
        'T_MATCH', 'T_NULLSAFE_OBJECT_OPERATOR', 'T_ATTRIBUTE', 'T_ENUM', 'T_READONLY',
    ];

    /** Functions and classes that came with PHP 8. */
    private const NEW_NAMES = [
        'str_contains', 'str_starts_with', 'str_ends_with', 'get_debug_type', 'get_resource_id', 'fdiv', 'preg_last_error_msg',
        'array_is_list', 'fsync', 'fdatasync', 'iterator_apply_all', 'json_validate', 'array_find', 'array_any', 'array_all',
        'mb_trim', 'mb_str_pad', 'Stringable', 'WeakMap', 'ValueError', 'UnhandledMatchError', 'Fiber', 'SensitiveParameter',
    ];

    /**
     * @return array<string, array{string}>
     */
    public function sources(): array
    {
        $files = [];
        foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(self::FOLDER . '/src')) as $file) {
            if (substr((string) $file, -4) === '.php') {
                $files[substr((string) $file, strlen(self::FOLDER))] = [(string) $file];
            }
        }
        return $files;
    }

    /**
     * @dataProvider sources
     */
    public function testNothingIsNewerThanPhp74(string $file): void
    {
        self::assertSame([], self::newThings((string) file_get_contents($file)));
    }

    public function testTheCheckSeesWhatIsNew(): void
    {
        $new = [
            'echo match (1) { default => 2 };', 'echo $a?->b;', '#[A] class B {}', 'class A { public function __construct(private int $b) {} }',
            'function f(int|string $a) {}', 'function f(): int|null {}', 'function f(mixed $a) {}', 'function f(): static {}', 'class A { public int|string $b; }',
            'f(a: 1);', 'function f($a, ) {}', 'str_contains("a", "b");', 'throw_(); $a = $b ?? throw new E();', '$f = f(...);', 'try {} catch (E) {}',
            'echo $object::class;', 'function f(): never {}',
        ];
        foreach ($new as $code) {
            self::assertNotSame([], self::newThings("<?php $code"), $code);
        }
        self::assertSame([], self::newThings('<?php try { f(1 ? a : b, $c[D::class]); } catch (A | B $e) { throw $e; } function f(?int ...$a): ?int {}'));
    }

    /**
     * @return list<string>
     */
    private static function newThings(string $code): array
    {
        $tokens = array_values(array_filter(token_get_all($code), static function ($token): bool {
            return !is_array($token) || !in_array($token[0], [T_WHITESPACE, T_COMMENT, T_DOC_COMMENT], true);
        }));
        $found = [];
        $text = '';
        foreach ($tokens as $token) {
            $name = is_array($token) ? token_name($token[0]) : '';
            if (in_array($name, self::NEW_TOKENS, true)) {
                $found[] = $token[1];
            }
            if ($name === 'T_STRING' && in_array($token[1], self::NEW_NAMES, true)) {
                $found[] = $token[1];
            }
            $isText = $name === 'T_CONSTANT_ENCAPSED_STRING' || $name === 'T_ENCAPSED_AND_WHITESPACE' || $name === 'T_INLINE_HTML';
            $text .= $isText ? "'' " : (is_array($token) ? $token[1] : $token) . ' ';
        }
        // What needs more than one token to be seen; tokens are parted by one space here.
        $patterns = [
            'promotion' => '/__construct \( [^)]*\b(public|private|protected) /',
            'union' => '/\bfunction [&\w ]*\( [^)]*[\w\\\\] \| [\w\\\\]|\) : \??[\w\\\\ ]+ \| |(public|private|protected) (static )?[\w\\\\]+ \| /',
            'type' => '/[(,] \??mixed \$|\) : \??(mixed|static|never)\b/',
            'named argument' => '/[(,] [a-z]\w* : (?!:)/i',
            'comma' => '/\bfunction [&\w ]*\( [^)]*, \)/',
            'throw expression' => '/(\?\?|=>|[?:]) throw /',
            'first-class callable' => '/\( \.\.\. \)/',
            'catch without a variable' => '/catch \( [\w\\\\| ]+ \)/',
            'class of an object' => '/\$\w+ :: class/',
        ];
        foreach ($patterns as $name => $pattern) {
            if (preg_match($pattern, $text) === 1) {
                $found[] = $name;
            }
        }
        return $found;
    }

    public function testTheStyleIsPsr12(): void
    {
        $folders = ['src', 'tests', 'conformance', 'examples', 'autoload.php'];
        $arguments = implode(' ', array_map(static function (string $name): string {
            return escapeshellarg(self::FOLDER . "/$name");
        }, $folders));
        exec("phpcs --standard=PSR12 --exclude=PSR1.Files.SideEffects -n $arguments 2>&1", $lines, $code);
        self::assertSame(0, $code, implode("\n", $lines));
    }
}
