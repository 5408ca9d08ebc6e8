import openapiTS, { astToString } from 'openapi-typescript';
import { documentUrl } from '../document.mjs';
import { HEADER } from './source.mjs';

/**
 * TypeScript types of the whole document.
 * @param {import('openapi-typescript').OpenAPITSOptions} options
 */
export async function emitTypes(options = {}) {
  return `${HEADER}${astToString(await openapiTS(documentUrl, options))}`;
}
