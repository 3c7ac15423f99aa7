import { Given, Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { assertTable } from '../../emulator/testing/assertions';
import type { TableResource } from '../../src/core/job-resource';
import { parseTable } from '../../src/core/table-ref';
import type { World } from '../support/world';

Given('the dataset {string}', function (this: World, datasetId: string) {
  this.services.bigquery.createDataset({ projectId: this.projectId, datasetId });
});

interface Cells {
  raw(): string[][];
}

/** The heading of each column is its name, type and mode: `| id INTEGER | tags STRING REPEATED |`; cells are JSON. */
function addTable(world: World, resource: Pick<TableResource, 'tableReference' | 'timePartitioning'>, table: Cells): void {
  const [heading = [], ...lines] = table.raw();
  const fields = heading.map((cell) => {
    const [column = '', type = '', mode = 'NULLABLE'] = cell.split(' ');
    return { name: column, type, mode };
  });
  const rows = lines.map((cells) => JSON.stringify(Object.fromEntries(cells.map((cell, index) => [fields[index]?.name, JSON.parse(cell) as unknown]))));
  world.addTable({ ...resource, schema: { fields } }, rows.join('\n'));
}

Given('the table {string} with the rows', function (this: World, name: string, table: Cells) {
  addTable(this, { tableReference: parseTable(name, this.projectId) }, table);
});

Given('the table {string} is partitioned by {string} with the rows', function (this: World, name: string, field: string, table: Cells) {
  addTable(this, { tableReference: parseTable(name, this.projectId), timePartitioning: { type: 'DAY', field } }, table);
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

Then('the table {string} does not exist', function (this: World, name: string) {
  assert.equal(this.rows(name), undefined);
});
