import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupRules, type Rule } from './rule-groups';
import { parseSyntax, sizeOf } from './syntax';

const rulesOf = (destinations: readonly string[], type = ''): Rule[] => destinations.map((destination, place) => ({ place, type, patterns: { destination, source: '' } }));

const times = (count: number, of: (place: number) => string): string[] => Array.from({ length: count }, (_, place) => of(place));

const GROUPS: readonly [name: string, destinations: readonly string[], sizes: readonly number[]][] = [
  ['patterns with literals of their own', ['orders', 'returns', 'items'], [1, 1, 1]],
  ['few that wait for the same', times(7, (place) => `orders_[a-z]{${place}}\\d`), times(7, () => '1').map(Number)],
  ['many that wait for the same', times(100, (place) => `orders_[a-z]{${place}}\\d`), [64, 36]],
  ['many without a literal', times(70, (place) => `[a-z]{${place}}\\d$`), [64, 6]],
  ['many that would be large together', times(64, () => '[a-z]{1000}'), [19, 19, 19, 7]],
];

for (const [name, destinations, sizes] of GROUPS) {
  test(`${name} are ${sizes.length} groups`, () => {
    assert.deepEqual(groupRules(rulesOf(destinations)).map(({ rules }) => rules.length), sizes);
  });
}

test('a set is of one type and field, and not larger than what re2js compiles', () => {
  const large = times(200, (place) => `(?:[a-z]\\d){${place}}[k-p]{800}`);
  const rules = rulesOf(large).map((rule, place): Rule => ({ place, type: place % 2 ? 'COPY' : '', patterns: place % 3 ? rule.patterns : { destination: '', source: rule.patterns.destination } }));
  const groups = groupRules(rules);
  assert.deepEqual(groups.flatMap(({ rules: own }) => own.map(({ place }) => place)).sort((a, b) => a - b), rules.map(({ place }) => place));
  for (const { field, rules: own } of groups) {
    assert.equal(new Set(own.map(({ type }) => type)).size, 1);
    assert.ok(own.length === 1 || own.reduce((sum, { patterns }) => sum + sizeOf(parseSyntax(patterns[field])), 0) <= 20_000);
  }
});
