import openapiTS, { astToString } from 'openapi-typescript';
import { documentUrl } from '../document.mjs';
import { HEADER } from './source.mjs';

/** TypeScript types of the whole document. */
export async function emitTypes() {
  return `${HEADER}${astToString(await openapiTS(documentUrl))}`;
}
