import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DispatchError, ERROR_CATALOGUE, toDispatchError } from './errors';

test('docs/errors.md and the catalogue hold the same codes, meanings and hints', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/errors.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*?) \| (yes|no) \|$/gm)].map(([, ...cells]) => cells.join(' | '));
  const expected = Object.entries(ERROR_CATALOGUE).map(([code, { meaning, hint, transient }]) => [code, meaning, hint, transient ? 'yes' : 'no'].join(' | '));
  assert.deepEqual(rows, expected);
});

test('what is thrown becomes a DispatchError that keeps its cause', () => {
  const own = new DispatchError('UNAVAILABLE', 'later');
  assert.equal(toDispatchError(own), own);
  assert.equal(own.transient, true);
  const foreign = new TypeError('x is undefined');
  assert.equal(toDispatchError(foreign).code, 'INTERNAL');
  assert.equal(toDispatchError(foreign).cause, foreign);
  assert.equal(toDispatchError('text').message, 'text');
});
