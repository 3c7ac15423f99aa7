import { z } from 'zod';
import { DispatchError } from '../errors';
import type { RowErrors } from '../ports/bigquery';
import { exactlyOne, table, text } from '../rules/terms';
import { formatTable, parseTable, type TableReference } from '../table-ref';
import { defineAction, type ActionContext, type ActionResult } from './action';
import { createLike } from './create-like';
import { expandSql } from '../sql-text';
import { sqlQuery } from './sql-query';

/** What BigQuery recommends for one call, and what it allows. */
const MAX_ROWS = 500;
const MAX_BYTES = 9_000_000;

/** Rows that are told of in one error. */
const MAX_TOLD = 20;

const rowsTerm = () => {
  const expected = 'a row, an object, or a list of them';
  const row = z.looseObject({}, { error: expected });
  return z.union([row, z.array(row)], { error: expected });
};

/** Adds rows to a table: those of `Data` by streaming, those of `SQL` by a query that appends. */
export const insertAction = defineAction({
  name: 'insert',
  selfExpanded: { SQL: expandSql },
  request: exactlyOne(z.object({
    SQL: text('a text with SQL').optional().describe('SQL whose rows are added.'),
    Data: rowsTerm().optional().meta({ description: 'A row or a list of rows, which are streamed.', examples: [[{ name: '$JobID' }]] }),
    Dest: table().describe('The table to add to.'),
    Template: table().optional().describe('A table whose schema and partitioning Dest is first created with.'),
  }), ['SQL', 'Data']).meta({ description: 'Adds rows to a table.', examples: [{ Dest: 'sales.loads', Data: [{ job: '$JobID' }] }] }),
  async run({ SQL, Data, Dest, Template }, context) {
    const dest = parseTable(Dest, context.defaultProject);
    if (Template !== undefined) await createLike(parseTable(Template, context.defaultProject), dest, context);
    if (SQL !== undefined) return insertResult(SQL, dest, context);
    const rows = [Data ?? []].flat();
    await stream(rows, dest, context);
    return { effect: `inserted ${rows.length} rows into ${formatTable(dest)}` };
  },
});

/** A job of its own, so that a second run meets the first one's and adds nothing (R15). */
async function insertResult(sql: string, dest: TableReference, context: ActionContext): Promise<ActionResult> {
  const job = await context.jobs.run({ query: { ...sqlQuery(sql, context), destinationTable: dest, writeDisposition: 'WRITE_APPEND' } });
  return job ? { effect: `inserted the rows of a query into ${formatTable(dest)}`, job } : { effect: `started to insert the rows of a query into ${formatTable(dest)}` };
}

/** Rows have IDs that a second run gives them too. @throws DispatchError PARTLY_FAILED with the errors of rows */
async function stream(rows: readonly object[], dest: TableReference, { bigquery, jobs }: ActionContext): Promise<void> {
  const failed: string[] = [];
  let first = 0;
  for (const batch of batchesOf(rows)) {
    const start = first;
    const errors = await bigquery.insertRows(dest, batch.map((json, index) => ({ insertId: `${jobs.tag}-${start + index}`, json })));
    failed.push(...told(errors, start));
    first += batch.length;
  }
  if (failed.length === 0) return;
  const more = failed.length > MAX_TOLD ? `; and ${failed.length - MAX_TOLD} more` : '';
  throw new DispatchError('PARTLY_FAILED', `${failed.length} of ${rows.length} rows were refused by ${formatTable(dest)}: ${failed.slice(0, MAX_TOLD).join('; ')}${more}`, {
    hint: 'Rows of one call stand together or not at all; correct those that are named.',
  });
}

/** Rows that were held back by others say nothing of themselves. */
function told(errors: readonly RowErrors[], start: number): string[] {
  return errors.flatMap(({ index, errors: [error] }) =>
    error?.reason === 'stopped' ? [] : [`row ${start + index}: ${error?.message ?? 'no message'} (${error?.reason ?? 'no reason'})`],
  );
}

function* batchesOf(rows: readonly object[]): Iterable<object[]> {
  let batch: object[] = [];
  let sizeBytes = 0;
  for (const row of rows) {
    const rowBytes = Buffer.byteLength(JSON.stringify(row)) + 100;
    if (batch.length > 0 && (batch.length === MAX_ROWS || sizeBytes + rowBytes > MAX_BYTES)) {
      yield batch;
      [batch, sizeBytes] = [[], 0];
    }
    batch.push(row);
    sizeBytes += rowBytes;
  }
  if (batch.length > 0) yield batch;
}
