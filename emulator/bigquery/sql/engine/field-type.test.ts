import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSqlBed } from '../test-bed';

const NAMES: readonly [name: string, message: RegExp][] = [
  ['a.b', /^Invalid field name "a\.b"\. .*holds "\."/],
  ['a"; DROP TABLE x; --', /^Invalid field name "a\\"; DROP TABLE x; --"\. /],
  ['_TABLE_SUFFIX', /^Invalid field name "_TABLE_SUFFIX"\. .*starts with _TABLE_/],
];

for (const [name, message] of NAMES) {
  test(`a result without a column ${name}`, async () => {
    const { error } = await createSqlBed().query(`SELECT 1 AS \`${name}\``);
    assert.equal(error?.reason, 'invalidQuery');
    assert.match(error.message ?? '', message);
  });
}

test('a result with a column of a flexible name', async () => {
  assert.deepEqual((await createSqlBed().query('SELECT 1 AS `é ü`')).columns, ['é ü INTEGER NULLABLE']);
});
