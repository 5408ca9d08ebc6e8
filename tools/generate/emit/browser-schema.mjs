import openapiTS, { astToString } from 'openapi-typescript';
import { HEADER } from './source.mjs';

/** What realtime tells of. */
const NAMES = ['ExportedPageview', 'ExportedError', 'ExportedClick', 'ExportedAudit'];

/** TypeScript types of these schemas and of those that they refer to: all that a page needs of the document. */
export async function emitBrowserSchema({ openapi, info, components }) {
  const schemas = {};
  const take = (name) => {
    if (schemas[name]) return;
    schemas[name] = components.schemas[name];
    const references = JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, other] of references) take(other);
  };
  NAMES.forEach(take);
  return `${HEADER}${astToString(await openapiTS({ openapi, info, paths: {}, components: { schemas } }))}`;
}
