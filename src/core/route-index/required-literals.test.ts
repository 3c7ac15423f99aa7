import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRarity, rarestOf } from './rarity';
import { requiredLiterals } from './required-literals';
import { parseSyntax, sizeOf } from './syntax';

const REQUIRED: readonly [expression: string, sets: readonly (readonly string[])[]][] = [
  ['orders', [['orders']]],
  ['.+:mydataset\\.my_table_v2$', [[':mydataset.my_table_v2']]],
  ['^proj:sales\\..*_daily$', [['proj:sales.'], ['_daily']]],
  ['(?i)Orders', [['orders']]],
  ['a|bc|def', [['a', 'bc', 'def']]],
  ['sales\\.(orders|returns)_v[12]', [['sales.orders_v1', 'sales.orders_v2', 'sales.returns_v1', 'sales.returns_v2']]],
  ['(abc)+x?def', [['abc'], ['def']]],
  ['x{3}', [['xxx']]],
  ['ab*cde', [['a'], ['cde']]],
  ['(x.*abc|def.*y)z', [['abc', 'def'], ['z']]],
  ['[a-d][a-d][a-d]', [['aa', 'ab', 'ac', 'ad', 'ba', 'bb', 'bc', 'bd', 'ca', 'cb', 'cc', 'cd', 'da', 'db', 'dc', 'dd'], ['a', 'b', 'c', 'd']]],
  ['.*', []],
  ['', []],
  ['[a-z]+', []],
  ['a|.*', []],
  ['(a|)', []],
  ['\u00e9|a', []],
  ['caf\u00e9_orders', [['caf'], ['_orders']]],
  ['\\bword\\b', [['word']]],
  ['(?i)k\u017f', [['ks']]],
  ['[\\x{212a}x]y', [['ky', 'xy']]],
  [`${'0'.repeat(20)}${'1'.repeat(20)}`, [[`${'0'.repeat(12)}${'1'.repeat(20)}`]]],
];

for (const [expression, sets] of REQUIRED) {
  test(`${expression} requires ${sets.map((set) => set.join(' or ')).join(', and ') || 'nothing'}`, () => {
    assert.deepEqual(requiredLiterals(parseSyntax(expression)).map((set) => [...set].sort()), sets);
  });
}

/** The literals of the first of some patterns, and the place of the set that it should wait for. */
const RAREST: readonly [expressions: readonly string[], set: readonly string[]][] = [
  [['^p:sales\\.orders_.*_reg1$'], ['p:sales.orders_']],
  [['^p:sales\\.orders_.*_reg1$', '^p:sales\\.orders_.*_reg2$'], ['_reg1']],
  [['^p:sales\\.orders_.*1$', '^p:sales\\.orders_.*2$'], ['p:sales.orders_']],
  [['a.*longer'], ['longer']],
];

for (const [expressions, set] of RAREST) {
  test(`${expressions.join(', ')}: the first waits for ${set.join(' or ')}`, () => {
    const rarities = { Dest: createRarity() };
    const known = expressions.map((expression) => requiredLiterals(parseSyntax(expression)).map((literals) => ({ field: 'Dest' as const, literals })));
    for (const { literals } of known.flat()) rarities.Dest.count(literals);
    assert.deepEqual(rarestOf(known[0] ?? [], rarities).literals, set);
  });
}

const SIZES: readonly [expression: string, size: number][] = [
  ['abc', 3],
  ['[a-z]{1000}', 1001],
  ['(?:ab[0-9]){10}', 31],
];

for (const [expression, size] of SIZES) test(`${expression} is of ${size} nodes`, () => assert.equal(sizeOf(parseSyntax(expression)), size));
