import { resolve } from '../document.mjs';
import { answerOf, answerSchemaOf, emitPhpOperations, listOf, PHP_HEADER, rowSchemaOf } from './php-operations.mjs';
import { PhpTypes } from './php-types.mjs';

/** What precedes each line of the docblock of a method and of a class. */
const METHOD_MARGIN = '     * ';
const CLASS_MARGIN = ' * ';
/** By kind of answer: the type in the code, and the caller's method. */
const ANSWERS = {
  rows: ['\\Generator', 'rows'],
  text: ['string', 'text'],
  data: ['array', 'data'],
  maybe: ['?array', 'maybe'],
  json: ['array', 'data'],
};
const capital = (name) => `${name[0].toUpperCase()}${name.slice(1)}`;

/** All of sdks/php/src/Generated, by file name. */
export function phpFiles(document, operations) {
  const types = new PhpTypes(document);
  const groups = new Map();
  for (const operation of operations.filter(({ sdk }) => sdk !== null)) {
    groups.set(operation.sdk.group, [...(groups.get(operation.sdk.group) ?? []), operation]);
  }
  const mentioned = new Set();
  const files = new Map([
    ['Api.php', emitApi([...groups.keys()])],
    ['Operations.php', emitPhpOperations(document, operations)],
  ]);
  for (const [group, members] of groups) {
    const methods = members.map((operation) => emitMethod(types, operation)).join('\n');
    const imports = types.takeMentioned();
    for (const name of imports) mentioned.add(name);
    files.set(`${capital(group)}Api.php`, emitGroup(group, methods, imports));
  }
  files.set('Types.php', emitTypes(types, mentioned));
  return files;
}

function emitGroup(group, methods, imports) {
  const docs = imports.map((name) => ` * @phpstan-import-type ${name} from Types\n`).join('');
  return `${PHP_HEADER}
use Micrologs\\Questions\\Caller;

/**
 * The operations \`${group}.*\`. Each method asks the server, returns what it answers, and throws
 * {@see \\Micrologs\\Exception\\MicrologsError} when there is no good answer.
${docs === '' ? '' : ` *\n${docs}`} */
final class ${capital(group)}Api
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

${methods}}
`;
}

function emitMethod(types, operation) {
  const { id, sdk, summary } = operation;
  const input = inputOf(types, operation);
  const needsInput = input.some(({ required }) => required);
  const signature = input.length === 0 ? '' : `array $input${needsInput ? '' : ' = []'}`;
  const inputDoc = input.length === 0 ? '' : `@param ${types.shape(input, METHOD_MARGIN)} $input`;
  const [codeType, call] = ANSWERS[answerOf(types.document, operation)];
  const answer = answerTypeOf(types, operation);
  const argument = input.length === 0 ? '[]' : '$input';
  const method = (doc, name, type, body) => `    /**
     * ${doc}
     *
${[inputDoc === '' ? [] : [`${METHOD_MARGIN}${inputDoc}`], `${METHOD_MARGIN}@return ${type[0]}`].flat().join('\n')}
     */
    public function ${name}(${signature}): ${type[1]}
    {
        return $this->caller->${body}('${id}', ${argument});
    }
`;
  const methods = [method(`${summary}.`, sdk.method, [answer, codeType], call)];
  const list = listOf(types.document, operation);
  if (list !== null) {
    const row = types.of(rowOf(types, operation, list), METHOD_MARGIN);
    const doc = `${summary}: the rows of \`${list}\` one by one. A page is asked for when its first row is.`;
    methods.push(method(doc, `iterate${capital(sdk.method)}`, [`\\Generator<int, ${row}>`, '\\Generator'], 'iterate'));
  }
  return methods.join('\n');
}

function answerTypeOf(types, operation) {
  switch (answerOf(types.document, operation)) {
    case 'rows':
      return `\\Generator<int, ${types.of(rowSchemaOf(operation), METHOD_MARGIN)}>`;
    case 'text':
      return 'string';
    case 'maybe':
      return `${types.of(answerSchemaOf(types.document, operation), METHOD_MARGIN, { open: true })}|null`;
    default:
      return types.of(answerSchemaOf(types.document, operation), METHOD_MARGIN, { open: true });
  }
}

/** Path, query, header and body fields together. @throws Error when two have one name */
function inputOf(types, { id, parameters, body }) {
  const fields = [
    ...parameters.map(({ name, schema, required = false }) => ({
      name,
      type: schema.contentSchema === undefined ? types.of(schema, METHOD_MARGIN) : 'string|list<mixed>',
      required,
    })),
    ...(body === null ? [] : types.membersOf(body, METHOD_MARGIN)),
  ];
  const twice = fields.find(({ name }, at) => fields.findIndex((other) => other.name === name) !== at);
  if (twice !== undefined) throw new Error(`openapi.yaml: ${id} has two fields named ${twice.name}`);
  return fields.sort((a, b) => Number(b.required) - Number(a.required));
}

function rowOf(types, operation, list) {
  const { document } = types;
  const data = types.merged(resolve(document, answerSchemaOf(document, operation)));
  return resolve(document, data.properties[list]).items;
}

function emitApi(groups) {
  const methods = groups.map(
    (group) => `    public function ${group}(): ${capital(group)}Api
    {
        return new ${capital(group)}Api($this->caller);
    }
`,
  );
  return `${PHP_HEADER}
use Micrologs\\Questions\\Caller;

/**
 * The question side of the client: every operation of the API.
 */
final class Api
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

${methods.join('\n')}
    /**
     * Any operation by its operationId, also those without a method of their own.
     *
     * @param array<string, mixed> $input path, query and body fields together
     * @param string|null $accept a media type besides JSON in which the operation answers, such as \`text/csv\`; the answer
     *     is that text then
     * @return mixed \`data\` of the envelope; text, rows, or the target of a redirect where the operation answers so
     * @throws \\Micrologs\\Exception\\MicrologsError
     */
    public function request(string $operationId, array $input = [], ?string $accept = null)
    {
        return $this->caller->request($operationId, $input, $accept);
    }
}
`;
}

/** The named shapes, with those that they mention themselves. */
function emitTypes(types, mentioned) {
  const { schemas } = types.document.components;
  const waiting = [...mentioned];
  const lines = new Map();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (lines.has(name)) continue;
    const type = types.of(schemas[name], CLASS_MARGIN, { within: name });
    lines.set(name, `${CLASS_MARGIN}@phpstan-type ${name} ${type}`);
    waiting.push(...types.takeMentioned());
  }
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return `${PHP_HEADER}
/**
 * Shapes that several operations share, for PHPStan, Psalm and editors: \`@phpstan-import-type\`.
 *
${sorted.join('\n')}
 */
final class Types
{
}
`;
}
