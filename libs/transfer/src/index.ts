export { StoreInUseError } from './lease-holder.ts';
export { exportProjects } from './ndjson/export.ts';
export { DamagedExportError } from './ndjson/format.ts';
export { type FileImport, type ImportedProjectReport, importFile } from './ndjson/import.ts';
export { clocksOf, parseOffset } from './php-engine/clocks.ts';
export { PhpEngineDatabase, type PhpEngineOptions, SourceUnavailableError } from './php-engine/database.ts';
export { addsUp, importPhpEngine, type PhpEngineImport, type TableReport } from './php-engine/import.ts';
export { UnknownSchemaError } from './php-engine/schema.ts';
