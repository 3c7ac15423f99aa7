import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { When } from '../filter';
import type { Job } from '../job';
import { createLinearTable } from './linear-table';
import { createRouteIndex } from './route-index';

const jobOf = (destination: string, source = '', type = 'LOAD'): Job => ({ type, source, destination }) as Job;

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
  [[{ Source: 'x', Dest: 'orders' }, { Source: 'select', Dest: 'orders' }], jobOf('orders', 'select 1'), 1],
  [[...Array.from({ length: 20 }, (_, place) => ({ Dest: `^t[a-z]{${place}}$`, Source: place < 5 ? 'never' : '' })), { Dest: '.' }], jobOf('tabc'), 20],
  [[...Array.from({ length: 20 }, (_, place) => ({ Dest: `^t[a-z]{${place % 10}}$`, Source: place < 5 ? 'never' : '' }))], jobOf('tabc'), 13],
  [[{ Type: 'LOAD', Dest: '^[a-z]$' }, { Type: 'COPY', Dest: '^[a-z]$' }], jobOf('t', '', 'COPY'), 1],
  [[{ Dest: '(?P<n>x)|(?P<n>[a-c])' }], jobOf('b'), 0],
  [[{ Dest: 'caf\u00e9' }], jobOf('caf\u00e9'), 0],
];

/** Ten that wait for `from x` in the source, the first without hope, and ten that wait for it in the destination. */
const crossed = Array.from({ length: 20 }, (_, place): When => (place < 10 ? { Source: `from x[a-z]{${place % 3}}`, Dest: place === 0 ? '^[x-z]$' : '[a-c]' } : { Dest: `from x\\d{${place % 3}}` }));

const CROSSED: readonly [job: Job, place: number][] = [
  [jobOf('a', 'from x'), 3],
  [jobOf('z', 'from x'), 0],
  [jobOf('b', 'from xyz'), 1],
  [jobOf('from x1', ''), 10],
  [jobOf('from x', ''), 12],
  [jobOf('d', 'from xyz'), -1],
];

for (const [filters, job, place] of [...CASES, ...CROSSED.map(([job, place]) => [crossed, job, place] as const)]) {
  test(`${JSON.stringify(filters)} gives ${place} for ${JSON.stringify(job)}`, () => {
    assert.equal(createRouteIndex(filters).first(job), place);
    assert.equal(createLinearTable(filters).first(job), place);
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

/** Checks the index against the table, and that it answers alike when it is asked again. */
function compare(filters: fc.Arbitrary<readonly When[]>, numRuns: number): void {
  const property = fc.property(filters, fc.array(fc.tuple(text, text, fc.constantFrom('LOAD', 'COPY')), { minLength: 5, maxLength: 20 }), (given, texts) => {
    const [index, table] = [createRouteIndex(given), createLinearTable(given)];
    for (const [destination, source, type] of [...texts, ...texts]) {
      const job = jobOf(destination, source, type);
      assert.equal(index.first(job), table.first(job));
      assert.deepEqual(index.all(job), table.all(job));
    }
  });
  fc.assert(property, { numRuns });
}

test('the index gives what the table gives that tries each in turn', () => compare(fc.array(when, { minLength: 1, maxLength: 12 }), 1200));

test('so it does where many filters wait for the same literals', () => {
  const alike = fc.tuple(fc.constantFrom('', 'a', 'b_', 'ab'), expression).map(([begin, rest]) => begin + rest);
  compare(fc.tuple(fc.array(when, { maxLength: 4 }), fc.array(fc.record({ Dest: alike }), { minLength: 20, maxLength: 90 })).map(([some, many]) => [...some, ...many]), 150);
});

test('many routes, each with a table of its own', () => {
  const filters = Array.from({ length: 3000 }, (_, place): When => ({ Dest: `.+:sales\\.orders_${place}$`, ...(place % 3 === 0 && { Type: 'LOAD' }) }));
  const index = createRouteIndex(filters);
  for (const place of [0, 1, 7, 999, 2999]) assert.equal(index.first(jobOf(`p:sales.orders_${place}`)), place);
  assert.equal(index.first(jobOf('p:sales.orders_3000')), -1);
});

test('large patterns that wait for nothing are searched as well', () => {
  const filters = Array.from({ length: 70 }, (_, place): When => ({ Dest: `^(?:[a-z]\\d){${place + 400}}$` }));
  const index = createRouteIndex(filters);
  for (const place of [0, 33, 69]) assert.equal(index.first(jobOf('a1'.repeat(place + 400))), place);
  assert.equal(index.first(jobOf('a1')), -1);
});
