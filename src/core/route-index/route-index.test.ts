import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileFilter, type When } from '../filter';
import type { Job } from '../job';
import { requiredLiterals } from './required-literals';
import { createRouteIndex } from './route-index';
import { parseSyntax } from './syntax';

const jobOf = (destination: string, source = '', type = 'LOAD'): Job => ({ type, source, destination }) as Job;

/** The table that tries each filter in turn. */
function linear(filters: readonly When[]): (job: Job) => number {
  const compiled = filters.map(compileFilter);
  return (job) => compiled.findIndex((filter) => filter.matches(job));
}

const REQUIRED: readonly [expression: string, literals: readonly string[] | undefined][] = [
  ['orders', ['orders']],
  ['.+:mydataset\\.my_table_v2$', [':mydataset.my_table_v2']],
  ['^proj:sales\\..*_daily$', ['proj:sales.']],
  ['(?i)Orders', ['orders']],
  ['a|bc|def', ['a', 'bc', 'def']],
  ['sales\\.(orders|returns)_v[12]', ['sales.orders_v1', 'sales.orders_v2', 'sales.returns_v1', 'sales.returns_v2']],
  ['(abc)+x?def', ['abc']],
  ['x{3}', ['xxx']],
  ['ab*cde', ['cde']],
  ['.*', undefined],
  ['', undefined],
  ['[a-z]+', undefined],
  ['a|.*', undefined],
  ['caf\u00e9_orders', ['_orders']],
  ['\\bword\\b', ['word']],
  ['(?i)k\u017f', ['ks']],
];

for (const [expression, literals] of REQUIRED) {
  test(`${expression} requires ${literals?.join(' or ') ?? 'nothing'}`, () => {
    const found = requiredLiterals(parseSyntax(expression));
    assert.deepEqual(found && [...found].sort(), literals && [...literals].sort());
  });
}

const CASES: readonly [filters: readonly When[], job: Job, place: number][] = [
  [[{ Dest: 'orders' }, { Dest: 'p:d.orders' }], jobOf('p:d.orders'), 0],
  [[{ Dest: 'returns' }, { Dest: 'orders$' }], jobOf('p:d.orders'), 1],
  [[{ Type: 'copy' }, { Dest: '.*' }], jobOf('p:d.t'), 1],
  [[{ Dest: '.*', Type: 'COPY' }, { Type: 'load' }, { Dest: 't' }], jobOf('p:d.t'), 1],
  [[{}, { Dest: '', Source: '' }, { Type: '' }], jobOf('p:d.t'), -1],
  [[{ Dest: 't', Source: '^gs://a/' }, { Source: 'gs://b/' }], jobOf('p:d.t', 'gs://b/x'), 1],
  [[{ Dest: '(?i)ORDERS' }], jobOf('p:d.order\u017f'), 0],
  [[{ Dest: '(?i)kelvin' }], jobOf('p:d.\u212aelvin'), 0],
  [[{ Dest: 'Orders' }], jobOf('p:d.orders'), -1],
  [[{ Dest: '^$' }], jobOf(''), 0],
  [[{ Dest: 'aab' }, { Dest: 'ab' }], jobOf('aaab'), 0],
  [[{ Dest: 'bc' }, { Dest: 'abcd' }], jobOf('abce'), 0],
  [[{ Source: 'x' }], jobOf('x', ''), -1],
];

for (const [filters, job, place] of CASES) {
  test(`${JSON.stringify(filters)} gives ${place} for ${JSON.stringify(job)}`, () => {
    assert.equal(createRouteIndex(filters).first(job), place);
    assert.equal(linear(filters)(job), place);
  });
}

test('a pattern that is none is told', () => assert.throws(() => createRouteIndex([{ Dest: 'a' }, { Source: '(' }]), { code: 'INVALID_PATTERN' }));

/** Expressions and texts over few letters, so that they meet. */
const letter = fc.constantFrom('a', 'b', 'c', 'A', '_', ':', '\\.', 's', 'k', '\u00e9', '\u017f', '.', '[ab]', '[^a]', '\\d', '\\b');
const atom = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));
const expression: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc.tuple(tie('node'), tie('node')).map(([one, other]) => one + other),
    fc.tuple(tie('node'), tie('node')).map(([one, other]) => `(?:${one}|${other})`),
    fc.tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}')).map(([one, times]) => `(${one})${times}`),
    tie('node').map((one) => `(?i:${one})`),
    tie('node').map((one) => `^${one}`),
    tie('node').map((one) => `${one}$`),
  ),
})).node;
const text = fc.array(fc.constantFrom('a', 'b', 'c', 'A', 'B', '_', ':', '.', 's', 'S', 'k', 'K', '\u00e9', '\u017f', '\u212a', '1', ' ', '\u{1f600}'), { maxLength: 12 }).map((parts) => parts.join(''));
const when: fc.Arbitrary<When> = fc.record({ Dest: expression, Source: expression, Type: fc.constantFrom('load', 'COPY', '') }, { requiredKeys: [] });

test('the index gives what the table gives that tries each in turn', () => {
  let checks = 0;
  fc.assert(
    fc.property(fc.array(when, { minLength: 1, maxLength: 12 }), fc.array(fc.tuple(text, text), { minLength: 5, maxLength: 20 }), (filters, texts) => {
      const [index, table] = [createRouteIndex(filters), linear(filters)];
      for (const [destination, source] of texts) {
        checks++;
        assert.equal(index.first(jobOf(destination, source)), table(jobOf(destination, source)));
      }
    }),
    { numRuns: 1500 },
  );
  assert.ok(checks >= 7500);
});

test('many routes, each with a table of its own', () => {
  const filters = Array.from({ length: 3000 }, (_, place): When => ({ Dest: `.+:sales\\.orders_${place}$`, ...(place % 3 === 0 && { Type: 'LOAD' }) }));
  const index = createRouteIndex(filters);
  for (const place of [0, 1, 7, 999, 2999]) assert.equal(index.first(jobOf(`p:sales.orders_${place}`)), place);
  assert.equal(index.first(jobOf('p:sales.orders_3000')), -1);
});
