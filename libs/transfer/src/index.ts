export { StoreInUseError } from './lease-holder.ts';
export { clocksOf, parseOffset } from './php-engine/clocks.ts';
export { PhpEngineDatabase, type PhpEngineOptions, SourceUnavailableError } from './php-engine/database.ts';
export { addsUp, importPhpEngine, type PhpEngineImport, type TableReport } from './php-engine/import.ts';
export { UnknownSchemaError } from './php-engine/schema.ts';
