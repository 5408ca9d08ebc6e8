import { withRealtime } from '../realtime.mjs';
import { emitPythonApi } from './python-api.mjs';
import { pythonOperations } from './python-model.mjs';
import { emitPythonOperations } from './python-operations.mjs';
import { emitPythonRealtime } from './python-realtime.mjs';
import { HEADER } from './python-source.mjs';
import { PythonTypes } from './python-types.mjs';

/** The modules of the Python SDK that follow from the document, by name. */
export function emitPythonSdk(document, operations) {
  const table = pythonOperations(document, operations);
  const types = new PythonTypes(withRealtime(document));
  const api = emitPythonApi(document, table, types, 'sync');
  const asyncApi = emitPythonApi(document, table, types, 'async');
  const realtime = emitPythonRealtime(types);
  return new Map([
    ['__init__.py', `${HEADER}"""What follows from openapi.yaml."""\n`],
    ['operations.py', emitPythonOperations(table)],
    ['types.py', types.module()],
    ['api.py', api],
    ['async_api.py', asyncApi],
    ['realtime.py', realtime],
  ]);
}
