export { operationNames } from '../program/operands.ts';
export { type JsonSchema, programSchema } from '../program/schema.ts';
export { type Trace, type TraceEvent, toPerfetto } from './perfetto.ts';
export { toPython } from './python.ts';
export { SourceError } from './source-error.ts';
export { type SourceLanguage, sourceLanguage, statement } from './statement.ts';
export { toC } from './to-c.ts';
