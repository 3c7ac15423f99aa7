import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LINT_LEVELS } from './finding';

test('docs/validate.md has the codes of findings, with their levels', () => {
  const text = readFileSync(path.join(__dirname, '../../../docs/validate.md'), 'utf8');
  const rows = Array.from(text.matchAll(/^\| `([A-Z_]+)` \| (\w+) \|/gm), ([, code, level]) => [code, level]);
  assert.deepEqual(Object.fromEntries(rows), LINT_LEVELS);
});
