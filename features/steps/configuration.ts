import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { FaultsError } from '../../src/core/rules/fault';
import type { World } from '../support/world';

Given('the variable {string} is {string}', function (this: World, name: string, value: string) {
  this.variables.set(name, value);
});

Given('the configuration', async function (this: World, text: string) {
  await this.configure(text);
});

Given('the YAML configuration', async function (this: World, text: string) {
  await this.configure(text, 'dispatch.yaml');
});

Given('tasks lie in {string}', async function (this: World, url: string) {
  await this.configure(JSON.stringify({ DeferTaskURL: url }));
});

/** The common case of a scenario: one route, its actions as JSON. */
Given('a route on {string} that on success runs', async function (this: World, dest: string, actions: string) {
  await this.configure(JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', Routes: [{ When: { Dest: dest }, OnSuccess: JSON.parse(actions) as unknown }] }));
});

When('the configuration is changed to', async function (this: World, text: string) {
  await this.configure(text);
});

When('this configuration is loaded', async function (this: World, text: string) {
  await this.configure(text).catch((error: unknown) => (this.error = error));
});

Then('it is refused with these faults', function (this: World, table: { hashes(): Record<string, string>[] }) {
  assert.ok(this.error instanceof FaultsError, `expected faults, found ${String(this.error)}`);
  const found = this.error.faults.map(({ line, column, code, path }) => ({ line: String(line), column: String(column), code, path }));
  assert.deepEqual(found, table.hashes());
});

Then('a fault says {string}', function (this: World, text: string) {
  assert.ok(this.error instanceof FaultsError);
  assert.ok(this.error.message.includes(text), this.error.message);
});
