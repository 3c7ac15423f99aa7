import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTable, parseTable } from './table-ref';

test('every form of a table reference is read', () => {
  const cases: [string, string][] = [
    ['ds.t', 'home:ds.t'],
    ['shop-prod:ds.t', 'shop-prod:ds.t'],
    ['shop-prod.ds.t', 'shop-prod:ds.t'],
    ['`shop-prod.ds.t`', 'shop-prod:ds.t'],
    ['`shop-prod`.ds.`t`', 'shop-prod:ds.t'],
    ['example.com:shop:ds.t', 'example.com:shop:ds.t'],
    ['example.com:shop.ds.t', 'example.com:shop:ds.t'],
    ['ds.t$20240301', 'home:ds.t$20240301'],
    ['ds.t-with-dash', 'home:ds.t-with-dash'],
    ['ds.täglich', 'home:ds.täglich'],
    ['ds.__proto__', 'home:ds.__proto__'],
  ];
  for (const [text, expected] of cases) assert.equal(formatTable(parseTable(text, 'home')), expected);
});

test('what is no table is refused', () => {
  for (const text of ['', 't', '.t', 'ds.', 'a.b.c.d.e', 'SELECT 1', 'gs://b/x.csv', 'ds.t,ds.u:x.y', 'p:d-s.t']) {
    assert.throws(() => parseTable(text, 'home'), { code: 'INVALID_TABLE' }, text);
  }
});
