import { Given, Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { formatNdjsonRow, readNdjson } from '../../emulator/bigquery/data/ndjson';
import { rowsOf } from '../../emulator/bigquery/table-data';
import { parseTable } from '../../src/core/table-ref';
import type { World } from '../support/world';

Given('the dataset {string}', function (this: World, datasetId: string) {
  this.emulator.bigquery.createDataset({ projectId: 'shop', datasetId });
});

/** The heading of each column is its name and type: `| id INTEGER | tags STRING REPEATED |`; cells are JSON. */
Given('the table {string} with the rows', function (this: World, name: string, table: { raw(): string[][] }) {
  const [heading = [], ...lines] = table.raw();
  const fields = heading.map((cell) => {
    const [column = '', type = '', mode = 'NULLABLE'] = cell.split(' ');
    return { name: column, type, mode };
  });
  const schema = { fields };
  const text = lines.map((cells) => JSON.stringify(Object.fromEntries(cells.map((cell, index) => [fields[index]!.name, JSON.parse(cell) as unknown])))).join('\n');
  const rows = [...readNdjson(text, schema)].map((result) => ('row' in result ? result.row : assert.fail(result.error)));
  const tableReference = parseTable(name, 'shop');
  const { bigquery } = this.emulator;
  if (!bigquery.findDataset(tableReference)) bigquery.createDataset(tableReference);
  bigquery.addTable({ tableReference, schema }, rows);
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
