import type { Clock } from '../../../../src/core/ports/clock';
import type { Catalog, Table } from '../../catalog';
import type { Row } from '../../data/row';
import { createRowSet } from '../../row-set';
import { arrangeRows, joinData, type TableData } from '../../table-data';
import { fitRowsToLimits } from '../../type-limits';
import type { DmlResult } from './runner';

/** How many rows a DML statement touched. */
export interface DmlCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

/**
 * Puts the rows of a DML statement in place, all in one go.
 * @returns `undefined` where the table is another by now, so that the statement must be run again
 */
export function applyDml(result: DmlResult, { catalog, clock }: { catalog: Catalog; clock: Clock }): DmlCounts | undefined {
  const { target } = result;
  if (catalog.findTable(target.resource.tableReference) !== target) return undefined;
  const put = (data: TableData): void => catalog.setTable({ ...target, data });
  if (result.kind === 'append') {
    if (result.rows.length > 0) put(joinData(target.data, arrange(result.rows, target, clock.now())));
    return { inserted: result.rows.length, updated: 0, deleted: 0 };
  }
  const count = (wanted: string): number => result.rows.reduce((sum, { action }) => sum + (action === wanted ? 1 : 0), 0);
  const counts = { inserted: count('insert'), updated: count('update'), deleted: count('delete') };
  if (counts.inserted + counts.updated + counts.deleted > 0) put(rewritten(target, result.rows, clock.now()));
  return counts;
}

function arrange(rows: readonly Row[], { resource: { schema = { fields: [] }, timePartitioning } }: Table, now: Date): TableData {
  return arrangeRows(rows, { schema, timePartitioning }, now);
}

function rewritten(target: Table, changes: Extract<DmlResult, { kind: 'rewrite' }>['rows'], now: Date): TableData {
  const { schema = { fields: [] }, timePartitioning } = target.resource;
  const standing = changes.filter(({ action, rid }) => action !== 'delete' && rid !== null).sort((a, b) => (a.rid as number) - (b.rid as number));
  const fresh = arrange(changes.filter(({ action }) => action === 'insert').map(({ row }) => row), target, now);
  if (!timePartitioning || timePartitioning.field) return joinData(arrange(standing.map(({ row }) => row), target, now), fresh);
  // Partitions by time of ingestion: a row stays where it lay.
  const partitions = new Map<string, Row[]>();
  let end = 0;
  const ends = [...target.data].map(([id, { count }]) => ({ id, end: (end += count) }));
  let at = 0;
  for (const { row, rid } of standing) {
    while ((ends[at]?.end ?? Infinity) <= (rid as number)) at += 1;
    const id = ends[at]?.id ?? '';
    const rows = partitions.get(id);
    if (rows) rows.push(row);
    else partitions.set(id, [row]);
  }
  return joinData(new Map([...partitions].map(([id, rows]) => [id, createRowSet(fitRowsToLimits(rows, schema.fields), schema)])), fresh);
}
