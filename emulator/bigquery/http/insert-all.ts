import { badRequest } from '../../http/http-fault';
import type { InsertOptions, StreamedJson } from '../row-inserter';

/** A request of tabledata.insertAll. */
export interface InsertAllBody extends InsertOptions {
  readonly rows?: readonly unknown[];
}

/** The rows of a request in their envelopes. @throws HttpFault for what is no envelope */
export function streamedRows({ rows = [] }: InsertAllBody): StreamedJson[] {
  return rows.map(readEnvelope);
}

function readEnvelope(given: unknown, index: number): StreamedJson {
  const path = `table_data_insert_all_request.rows[${index}]`;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw badRequest(`Invalid value at '${path}' (Row), ${JSON.stringify(given).slice(0, 200)}`, 'badRequest');
  const unknown = Object.keys(given).find((name) => name !== 'insertId' && name !== 'json');
  if (unknown !== undefined) throw badRequest(`Invalid JSON payload received. Unknown name "${unknown.slice(0, 100)}" at '${path}': Cannot find field.`, 'badRequest');
  const { insertId, json } = given as { insertId?: unknown; json?: unknown };
  return { json, ...(insertId !== undefined && insertId !== null && { insertId: typeof insertId === 'string' ? insertId : JSON.stringify(insertId) }) };
}
