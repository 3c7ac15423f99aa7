import { DispatchError } from '../../src/core/errors';
import type { ErrorProto, TableResource, TableSchema } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import type { Catalog, StoredTable } from './catalog';
import type { Row } from './data/row';
import type { DefaultRows } from './default-columns';
import { isPartitionId, splitDecorator } from './partition-id';
import { createRowSet } from './row-set';
import { createStreamedIds } from './streamed-ids';
import { readStreamedRow } from './streamed-row';
import { arrangeRows, joinData, type TableData } from './table-data';

/** A row as it is streamed. */
export interface StreamedJson {
  /** Of rows with one ID within a minute, one is kept. */
  readonly insertId?: string;
  readonly json?: unknown;
}

/** How rows are taken: https://cloud.google.com/bigquery/docs/reference/rest/v2/tabledata/insertAll */
export interface InsertOptions {
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
 * Streams rows into a table; a row whose `insertId` came in of late is passed over.
 * @returns the rows that were not kept; without `skipInvalidRows` one of them keeps all others back
 * @throws DispatchError NOT_FOUND, or INVALID_REQUEST for what is wrong with all rows
 */
export type RowInserter = (ref: TableReference, rows: readonly StreamedJson[], options?: InsertOptions) => Promise<readonly InsertError[]>;

export function createRowInserter({ catalog, clock, defaultRows }: { catalog: Catalog; clock: Clock; defaultRows: DefaultRows }): RowInserter {
  const streamedIds = createStreamedIds(clock);

  return async (ref, rows, options = {}) => {
    const { skipInvalidRows = false, templateSuffix } = options;
    const named = splitDecorator(ref);
    const template = existing(named.table);
    if (rows.length === 0) throw invalidRequest('No rows present in the request.');
    if (rows.length > MAX_ROWS) throw invalidRequest(`too many rows present in the request, limit: ${MAX_ROWS} row count: ${rows.length}`);
    const table = templateSuffix ? tableFor(template, templateSuffix) : template;
    const { candidates: read, insertErrors } = readRows(table.resource, rows, options);
    if (insertErrors.length > 0 && !skipInvalidRows) return withStopped(insertErrors, rows.length);
    const candidates = await withDefaults(read, table.resource.schema ?? { fields: [] }, defaultRows);
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

  function existing(ref: TableReference): StoredTable {
    const table = catalog.findTable(ref);
    if (table) return table;
    const missing = catalog.findDataset(ref) ? `Table ${formatTable(ref)}` : `Dataset ${ref.projectId}:${ref.datasetId}`;
    throw new DispatchError('NOT_FOUND', `Not found: ${missing}`);
  }

  /** The table of the template's name and a suffix, made where there is none. */
  function tableFor({ resource }: StoredTable, suffix: string): StoredTable {
    const tableReference = { ...resource.tableReference, tableId: resource.tableReference.tableId + suffix };
    const { schema, description } = resource;
    return catalog.findTable(tableReference) ?? catalog.addTable({ tableReference, schema, description });
  }

  /** The table with the rows that it has by now. */
  function currentOf({ resource }: StoredTable): StoredTable {
    const table = existing(resource.tableReference);
    if (table.resource.schema === resource.schema) return table;
    throw invalidRequest(`The schema of ${formatTable(resource.tableReference)} was changed while rows came in; send them again.`);
  }

  function add({ resource, data }: StoredTable, rows: readonly Row[], partition: string | undefined): void {
    catalog.setTable({ resource, data: joinData(data, arrange(resource, rows, { partition, now: clock.now() })) });
  }
}

function readRows({ tableReference, schema, type }: TableResource, rows: readonly StreamedJson[], { ignoreUnknownValues = false }: InsertOptions): { candidates: Candidate[]; insertErrors: InsertError[] } {
  if (type !== undefined) throw invalidRequest(`Cannot add rows to a table of type ${type}: ${formatTable(tableReference)}`);
  if (!schema) throw invalidRequest(`The destination table ${formatTable(tableReference)} has no schema.`);
  const candidates: Candidate[] = [];
  const insertErrors: InsertError[] = [];
  rows.forEach(({ insertId, json }, index) => {
    const absent = absentDefaults(schema, json);
    const read = readStreamedRow(json, withoutRequired(schema, absent), ignoreUnknownValues);
    if ('error' in read) insertErrors.push({ index, errors: [read.error] });
    else candidates.push({ insertId, row: read.row, absent });
  });
  return { candidates, insertErrors };
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
    throw invalidRequest(`Invalid partition ${JSON.stringify(partition)} of ${formatTable(tableReference)}`);
  }
  if (!timePartitioning.field) return new Map([[partition, createRowSet(rows, schema)]]);
  const data = arrangeRows(rows, { schema, timePartitioning }, now);
  if ([...data.keys()].every((id) => id === partition)) return data;
  throw invalidRequest(`Some rows belong to different partitions rather than destination partition ${partition}`);
}

function invalidRequest(message: string): DispatchError {
  return new DispatchError('INVALID_REQUEST', message);
}
