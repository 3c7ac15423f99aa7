import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { assertNoObject, assertObject, assertObjectRows } from '../../emulator/testing/assertions';
import { unpackFile } from '../../emulator/bigquery/source-files';
import { troubles } from '../../emulator/testing/what-happened';
import { rowsIn, type Cells } from '../support/cells';
import type { World } from '../support/world';

Given('the bucket {string}', function (this: World, name: string) {
  this.makeBucket(name);
});

Given('the object {string}', function (this: World, url: string) {
  this.place(url, `content of ${url}`);
});

Given('the object {string} with', function (this: World, url: string, text: string) {
  this.place(url, text);
});

/** Rows as NDJSON. */
Given('the object {string} with (the )rows', function (this: World, url: string, table: Cells) {
  this.place(url, `${rowsIn(table).rows}\n`);
});

/** One URL a line. */
Given('the objects', function (this: World, table: { raw(): string[][] }) {
  for (const [url = ''] of table.raw()) this.place(url, `content of ${url}`);
});

Given('the object {string} is uploaded after the job began', function (this: World, url: string) {
  this.write(url, `content of ${url}`);
});

When('the object {string} is uploaded anew with {string}', function (this: World, url: string, text: string) {
  this.write(url, text);
});

Then('the object {string} is gone', function (this: World, url: string) {
  assertNoObject(this, url);
});

Then('the object {string} exists', function (this: World, url: string) {
  assertObject(this, url);
});

Then('the object {string} holds {string}', function (this: World, url: string, text: string) {
  assertObject(this, url, text);
});

Then('the object {string} contains {string}', function (this: World, url: string, text: string) {
  assertObject(this, url);
  const content = plainText(this, url);
  if (!content.includes(text)) assert.fail(`${url} does not contain ${JSON.stringify(text)}; it holds\n${content.slice(0, SHOWN)}${troubles(this)}`);
});

/** NDJSON, CSV (its heading is no row), Avro or Parquet, gzip or not: by the object's name, else by its content. */
Then('the object {string} has {int} row(s)', async function (this: World, url: string, count: number) {
  await assertObjectRows(this, url, count);
});

/** The lines of a text, gzip or not. */
Then('the object {string} holds the rows', function (this: World, url: string, text: string) {
  assertObject(this, url);
  assert.equal(plainText(this, url), `${text}\n`, `${url} holds other rows${troubles(this)}`);
});

/** How much of an object a message shows. */
const SHOWN = 1000;

function plainText(world: World, url: string): string {
  return Buffer.from(unpackFile({ bytes: world.read(url) ?? new Uint8Array() })).toString();
}

Then('the bucket {string} holds exactly', function (this: World, bucket: string, table: { raw(): string[][] }) {
  const names = [...this.services.storage.list({ bucket, name: '' })].map(({ url }) => url.name);
  assert.deepEqual(names.sort(), table.raw().flat().sort(), `the bucket ${bucket} holds other objects${troubles(this)}`);
});

Given('the contents of all buckets are noted', function (this: World) {
  this.before = this.snapshot();
});

Then('nothing was written', function (this: World) {
  assert.deepEqual(this.snapshot(), this.before);
});
