import { Given, Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { assertTable } from '../../emulator/testing/assertions';
import { assertColumns } from '../../emulator/testing/known-columns';
import { troubles } from '../../emulator/testing/what-happened';
import { parseTable } from '../../src/core/table-ref';
import { asCell, rowsIn, valueOf, type Cells } from '../support/cells';
import type { World } from '../support/world';

Given('the dataset {string}', function (this: World, datasetId: string) {
  this.services.bigquery.createDataset({ projectId: this.projectId, datasetId });
});

/**
 * Makes a table, or gives one that is there these rows. A heading is a name, alone or with type and mode
 * (`| id INTEGER | tags STRING REPEATED |`); a cell is JSON or a plain text, an empty one is null. Instead of a table a text
 * with one JSON object a line will do.
 */
Given('the table {string} with (the )rows', function (this: World, name: string, table: Cells | string) {
  this.addTable(parseTable(name, this.projectId), rowsIn(table));
});

Given('the table {string} is partitioned by {string} with (the )rows', function (this: World, name: string, field: string, table: Cells | string) {
  this.addTable(parseTable(name, this.projectId), { ...rowsIn(table), timePartitioning: { type: 'DAY', field } });
});

/** One row a line, as JSON. */
Then('the table {string} holds', function (this: World, name: string, text: string) {
  const found = rowsOf(this, name).join('\n');
  assertColumns(this, name, text.split('\n').flatMap(fieldsIn));
  assert.equal(found, text, `the table ${name} holds other rows${troubles(this)}`);
});

Then('the table {string} has {int} row(s)', function (this: World, name: string, count: number) {
  assertTable(this, name, count);
});

/** In this order, and of each the columns that are named. */
Then('the table {string} has the rows', function (this: World, name: string, table: Cells) {
  const { found, expected } = compared(this, name, table);
  assert.deepEqual(found, expected, `the rows of ${name} are\n${rowsOf(this, name).join('\n')}${troubles(this)}`);
});

/** BigQuery promises no order of rows. */
Then('the table {string} has the rows in any order', function (this: World, name: string, table: Cells) {
  const { found, expected } = compared(this, name, table);
  const sorted = (rows: string[][]): string[] => rows.map((row) => JSON.stringify(row)).sort();
  assert.deepEqual(sorted(found), sorted(expected), `the rows of ${name} are\n${rowsOf(this, name).join('\n')}${troubles(this)}`);
});

/** Columns of the table below are `name`, `type` and `mode`, of which some may be left out. */
Then('the table {string} has the columns', function (this: World, name: string, table: { hashes(): Record<string, string>[] }) {
  rowsOf(this, name);
  const { schema } = this.services.bigquery.findTable(parseTable(name, this.projectId))?.resource ?? {};
  const asked = Object.keys(table.hashes()[0] ?? {});
  const found = (schema?.fields ?? []).map((field) => ({ name: field.name, type: field.type, mode: field.mode ?? 'NULLABLE' }));
  assert.deepEqual(found.map((field) => Object.fromEntries(Object.entries(field).filter(([column]) => asked.includes(column)))), table.hashes(), `the table ${name} has other columns${troubles(this)}`);
});

Then('the table {string} exists', function (this: World, name: string) {
  rowsOf(this, name);
});

Then('the table {string} does not exist', function (this: World, name: string) {
  if (this.rows(name)) assert.fail(`the table ${name} exists${troubles(this)}`);
});

/** The rows of a table that has to be there. */
function rowsOf(world: World, name: string): readonly string[] {
  const rows = world.rows(name);
  if (!rows) assert.fail(`the table ${name} does not exist; there are\n${world.tables().join('\n') || 'none'}${troubles(world)}`);
  return rows;
}

function fieldsIn(line: string): string[] {
  const value = valueOf(line);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** The columns that a step names, of the rows that are there and of those that are expected. */
function compared(world: World, name: string, table: Cells): { found: string[][]; expected: string[][] } {
  const [columns = [], ...lines] = table.raw();
  const texts = rowsOf(world, name);
  assertColumns(world, name, columns);
  const rows = texts.map((row) => new Map(Object.entries(JSON.parse(row) as object)));
  return { found: rows.map((row) => columns.map((column) => asCell(row.get(column)))), expected: lines.map((cells) => cells.map((cell) => asCell(valueOf(cell)))) };
}
