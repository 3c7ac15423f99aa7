import { Given, Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { formatNdjsonRow, readNdjson } from '../../emulator/bigquery/data/ndjson';
import { rowsOf } from '../../emulator/bigquery/table-data';
import type { TableResource } from '../../src/core/job-resource';
import { parseTable } from '../../src/core/table-ref';
import type { World } from '../support/world';

Given('the dataset {string}', function (this: World, datasetId: string) {
  this.emulator.bigquery.createDataset({ projectId: 'shop', datasetId });
});

interface Cells {
  raw(): string[][];
}

/** The heading of each column is its name, type and mode: `| id INTEGER | tags STRING REPEATED |`; cells are JSON. */
function addTable({ emulator: { bigquery } }: World, resource: Pick<TableResource, 'tableReference' | 'timePartitioning'>, table: Cells): void {
  const [heading = [], ...lines] = table.raw();
  const fields = heading.map((cell) => {
    const [column = '', type = '', mode = 'NULLABLE'] = cell.split(' ');
    return { name: column, type, mode };
  });
  const schema = { fields };
  const text = lines.map((cells) => JSON.stringify(Object.fromEntries(cells.map((cell, index) => [fields[index]!.name, JSON.parse(cell) as unknown])))).join('\n');
  const rows = [...readNdjson(text, schema)].map((result) => ('row' in result ? result.row : assert.fail(result.error)));
  if (!bigquery.findDataset(resource.tableReference)) bigquery.createDataset(resource.tableReference);
  bigquery.addTable({ ...resource, schema }, rows);
}

Given('the table {string} with the rows', function (this: World, name: string, table: Cells) {
  addTable(this, { tableReference: parseTable(name, 'shop') }, table);
});

Given('the table {string} is partitioned by {string} with the rows', function (this: World, name: string, field: string, table: Cells) {
  addTable(this, { tableReference: parseTable(name, 'shop'), timePartitioning: { type: 'DAY', field } }, table);
});

Then('the table {string} holds', function (this: World, name: string, text: string) {
  const table = this.emulator.bigquery.findTable(parseTable(name, 'shop'));
  assert.ok(table, `${name} does not exist`);
  const rows = [...rowsOf(table.data)].map((row) => formatNdjsonRow(row, table.resource.schema ?? { fields: [] }));
  assert.equal(rows.join('\n'), text);
});

Then('the table {string} does not exist', function (this: World, name: string) {
  assert.equal(this.emulator.bigquery.findTable(parseTable(name, 'shop')), undefined);
});
