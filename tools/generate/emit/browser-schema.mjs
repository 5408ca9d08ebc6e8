import openapiTS, { astToString } from 'openapi-typescript';
import { EVENTS, LIVE, reportsOf, withRealtime } from '../realtime.mjs';
import { HEADER } from './source.mjs';

/** TypeScript types of what realtime tells of, with the schemas that they refer to: all that a page needs of the document. */
export async function emitBrowserSchema(document, operations) {
  const { openapi, info, components } = withRealtime(document);
  const reports = reportsOf(operations);
  const schemas = {};
  const take = (name) => {
    if (schemas[name]) return;
    schemas[name] = components.schemas[name];
    const references = JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, other] of references) take(other);
  };
  for (const name of [...Object.values(EVENTS), LIVE, ...reports.map(({ schema }) => schema)]) take(name);
  const types = await openapiTS({ openapi, info, paths: {}, components: { schemas } }, { emptyObjectsUnknown: true });
  return `${HEADER}${astToString(types)}
${emitMap('ChannelEvents', 'What each channel with offsets tells of.', Object.entries(EVENTS))}
${emitMap(
  'ReportData',
  'What each report answers, by its name.',
  reports.map(({ name, schema }) => [name, schema]),
)}
/** Who is there now. */
export type Live = components["schemas"]["${LIVE}"];
`;
}

function emitMap(name, about, members) {
  const lines = members.map(([key, schema]) => `    ${JSON.stringify(key)}: components["schemas"]["${schema}"];\n`);
  return `/** ${about} */\nexport interface ${name} {\n${lines.join('')}}\n`;
}
