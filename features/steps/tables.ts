import { Given, Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { assertTable } from '../../emulator/testing/assertions';
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
  const rows = this.rows(name);
  assert.ok(rows, `the table ${name} does not exist`);
  assert.equal(rows.join('\n'), text);
});

Then('the table {string} has {int} row(s)', function (this: World, name: string, count: number) {
  assertTable(this, name, count);
});

/** In this order, and of each the columns that are named. */
Then('the table {string} has the rows', function (this: World, name: string, table: Cells) {
  const rows = this.rows(name);
  assert.ok(rows, `the table ${name} does not exist`);
  const [columns = [], ...expected] = table.raw();
  const found = rows.map((row) => new Map(Object.entries(JSON.parse(row) as object))).map((row) => columns.map((column) => asCell(row.get(column))));
  assert.deepEqual(found, expected.map((cells) => cells.map((cell) => asCell(valueOf(cell)))));
});

Then('the table {string} does not exist', function (this: World, name: string) {
  assert.equal(this.rows(name), undefined);
});
