import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sqlCoverage } from './sql-coverage';

test('docs/emulator.md lists the functions and views that there are; `ts-node scripts/write-sql-coverage.ts` mends it', () => {
  const page = readFileSync(path.join(__dirname, '../../../docs/emulator.md'), 'utf8');
  const [, written = ''] = /<!-- sql-coverage -->\n([\s\S]*?)\n<!-- \/sql-coverage -->/.exec(page) ?? [];
  assert.equal(written, sqlCoverage());
});
