import type { ErrorProto, TableResource, TableSchema } from '../../../src/core/job-resource';
import { formatTable, type TableReference } from '../../../src/core/table-ref';
import { badRequest } from '../../http/http-fault';
import type { StoredTable } from '../catalog';
import type { Row } from '../data/row';
import type { DefaultRows } from '../default-columns';
import { isPartitionId, splitDecorator } from '../partition-id';
import { createRowSet } from '../row-set';
import { arrangeRows, joinData, type TableData } from '../table-data';
import type { BigQueryHttpContext } from './http-context';
import { requireTable } from './require';
import { createStreamedIds } from './streamed-ids';
import { readStreamedRow } from './streamed-row';

export interface InsertAllBody {
  readonly rows?: readonly unknown[];
  readonly skipInvalidRows?: boolean;
  readonly ignoreUnknownValues?: boolean;
  readonly templateSuffix?: string;
}

/** Why a row was not kept. */
export interface InsertError {
  readonly index: number;
  readonly errors: readonly ErrorProto[];
}

const MAX_ROWS = 50_000;
const STOPPED: ErrorProto = { reason: 'stopped', location: '', debugInfo: '', message: '' };

interface Candidate {
  readonly insertId?: string;
  readonly row: Row;
  /** The columns that take their default, by position. */
  readonly absent: readonly number[];
}

/**
 * Gives a function that streams rows into a table; a row whose `insertId` came in of late is passed over.
 * It answers the rows that were not kept, and throws HttpFault for what is wrong with all of them.
 */
export function createRowInserter({ bigquery, clock }: BigQueryHttpContext): (ref: TableReference, body: InsertAllBody) => Promise<readonly InsertError[]> {
  const streamedIds = createStreamedIds(clock);

  return async (ref, body) => {
    const { rows = [], skipInvalidRows = false, templateSuffix } = body;
    const named = splitDecorator(ref);
    const template = requireTable(bigquery, named.table);
    if (rows.length === 0) throw badRequest('No rows present in the request.');
    if (rows.length > MAX_ROWS) throw badRequest(`too many rows present in the request, limit: ${MAX_ROWS} row count: ${rows.length}`);
    const table = templateSuffix ? tableFor(template, templateSuffix) : template;
    const { candidates: read, insertErrors } = readRows(table.resource, rows, body);
    if (insertErrors.length > 0 && !skipInvalidRows) return withStopped(insertErrors, rows.length);
    const candidates = await withDefaults(read, table.resource.schema ?? { fields: [] }, bigquery.defaultRows);
    const name = `${formatTable(table.resource.tableReference)} ${table.stamp.creationTime}`;
    const fresh = candidates.filter(({ insertId }) => {
      if (!insertId) return true;
      const known = streamedIds.has(name, insertId);
      if (!known) streamedIds.note(name, insertId);
      return !known;
    });
    if (fresh.length > 0) add(currentOf(table), fresh.map(({ row }) => row), named.partition);
    return insertErrors;
  };

  /** The table of the template's name and a suffix, made where there is none. */
  function tableFor({ resource }: StoredTable, suffix: string): StoredTable {
    const tableReference = { ...resource.tableReference, tableId: resource.tableReference.tableId + suffix };
    const { schema, description } = resource;
    return bigquery.findTable(tableReference) ?? bigquery.addTable({ tableReference, schema, description });
  }

  /** The table with the rows that it has by now. */
  function currentOf({ resource }: StoredTable): StoredTable {
    const table = requireTable(bigquery, resource.tableReference);
    if (table.resource.schema === resource.schema) return table;
    throw badRequest(`The schema of ${formatTable(resource.tableReference)} was changed while rows came in; send them again.`);
  }

  function add({ resource, data }: StoredTable, rows: readonly Row[], partition: string | undefined): void {
    bigquery.setTable({ resource, data: joinData(data, arrange(resource, rows, { partition, now: clock.now() })) });
  }
}

function readRows({ tableReference, schema, type }: TableResource, rows: readonly unknown[], { ignoreUnknownValues = false }: InsertAllBody): { candidates: Candidate[]; insertErrors: InsertError[] } {
  if (type !== undefined) throw badRequest(`Cannot add rows to a table of type ${type}: ${formatTable(tableReference)}`);
  if (!schema) throw badRequest(`The destination table ${formatTable(tableReference)} has no schema.`);
  const candidates: Candidate[] = [];
  const insertErrors: InsertError[] = [];
  rows.forEach((given, index) => {
    const { insertId, json } = readEnvelope(given, index);
    const absent = absentDefaults(schema, json);
    const read = readStreamedRow(json, withoutRequired(schema, absent), ignoreUnknownValues);
    if ('error' in read) insertErrors.push({ index, errors: [read.error] });
    else candidates.push({ insertId, row: read.row, absent });
  });
  return { candidates, insertErrors };
}

function readEnvelope(given: unknown, index: number): { insertId?: string; json?: unknown } {
  const path = `table_data_insert_all_request.rows[${index}]`;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw badRequest(`Invalid value at '${path}' (Row), ${JSON.stringify(given).slice(0, 200)}`, 'badRequest');
  const unknown = Object.keys(given).find((name) => name !== 'insertId' && name !== 'json');
  if (unknown !== undefined) throw badRequest(`Invalid JSON payload received. Unknown name "${unknown.slice(0, 100)}" at '${path}': Cannot find field.`, 'badRequest');
  const { insertId, json } = given as { insertId?: unknown; json?: unknown };
  return { json, ...(insertId !== undefined && insertId !== null && { insertId: typeof insertId === 'string' ? insertId : JSON.stringify(insertId) }) };
}

/** The columns with a default that a row does not mention, by position; NULL is a value. */
function absentDefaults({ fields }: TableSchema, json: unknown): readonly number[] {
  if (!fields.some(({ defaultValueExpression }) => defaultValueExpression)) return [];
  const given = new Set(Object.keys(json ?? {}).map((name) => name.toLowerCase()));
  return fields.flatMap(({ name, defaultValueExpression }, position) => (defaultValueExpression && !given.has(name.toLowerCase()) ? [position] : []));
}

/** The schema for a row that leaves columns out; the same where none of them is REQUIRED. */
function withoutRequired(schema: TableSchema, absent: readonly number[]): TableSchema {
  if (!absent.some((position) => schema.fields[position]?.mode?.toUpperCase() === 'REQUIRED')) return schema;
  return { fields: schema.fields.map((field, position) => (absent.includes(position) ? { ...field, mode: 'NULLABLE' } : field)) };
}

async function withDefaults(candidates: readonly Candidate[], { fields }: TableSchema, defaultRows: DefaultRows): Promise<readonly Candidate[]> {
  const positions = [...new Set(candidates.flatMap(({ absent }) => absent))];
  if (positions.length === 0) return candidates;
  const values = await defaultRows(positions.map((position) => fields[position]!), candidates.length);
  return candidates.map((candidate, n) => ({
    ...candidate,
    row: candidate.row.map((value, position) => (candidate.absent.includes(position) ? (values[n]?.[positions.indexOf(position)] ?? null) : value)),
  }));
}

function withStopped(insertErrors: readonly InsertError[], count: number): InsertError[] {
  const failed = new Map(insertErrors.map((error) => [error.index, error]));
  return Array.from({ length: count }, (_, index) => failed.get(index) ?? { index, errors: [STOPPED] });
}

function arrange({ tableReference, schema = { fields: [] }, timePartitioning }: TableResource, rows: readonly Row[], { partition, now }: { partition?: string; now: Date }): TableData {
  if (partition === undefined) return arrangeRows(rows, { schema, timePartitioning }, now);
  if (!timePartitioning || !isPartitionId(partition, timePartitioning)) {
    throw badRequest(`Invalid partition ${JSON.stringify(partition)} of ${formatTable(tableReference)}`);
  }
  if (!timePartitioning.field) return new Map([[partition, createRowSet(rows, schema)]]);
  const data = arrangeRows(rows, { schema, timePartitioning }, now);
  if ([...data.keys()].every((id) => id === partition)) return data;
  throw badRequest(`Some rows belong to different partitions rather than destination partition ${partition}`);
}
