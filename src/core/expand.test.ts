import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandPlaceholders, expandVariables, placeholderNames } from './expand';

const variables = new Map<string, string | readonly string[]>([
  ['JobID', 'j$Date${config.Secret}'],
  ['Date', '2024-03-01'],
  ['DestTable', 'sales.orders'],
  ['LoadURIs', ['gs://b/1', 'gs://b/2']],
  ['DollarSign', '$'],
]);

test('placeholders are replaced in texts, however deep, not in keys', () => {
  const value = { '${config.A}': ['${config.A}/x', { b: '${config.B}${config.A}' }, 5, null] };
  const values = new Map([['A', 'one'], ['B', 'two']]);
  assert.deepEqual(expandPlaceholders(value, (name) => values.get(name)), { '${config.A}': ['one/x', { b: 'twoone' }, 5, null] });
  assert.deepEqual([...placeholderNames(value)], ['A', 'B']);
});

test('a placeholder that brings in a placeholder is not expanded again, nor is a replacement pattern', () => {
  assert.equal(expandPlaceholders('${config.A}', () => '${config.A}'), '${config.A}');
  assert.equal(expandPlaceholders('x${config.A}y', () => '$&$1$$'), 'x$&$1$$y');
});

test('variables are replaced in one pass', () => {
  assert.deepEqual(expandVariables({ URL: 'gs://b/$JobID/${Date}.json' }, variables), { URL: 'gs://b/j$Date${config.Secret}/2024-03-01.json' });
  assert.equal(expandVariables('${DestTable}_old', variables), 'sales.orders_old');
});

test('of a name with dots as much is the variable as there is one, and the rest stays', () => {
  const known = new Map([['Date', 'd'], ['Data', '{}'], ['Data.id', '7']]);
  assert.deepEqual(expandVariables(['$Date.json', '$Data.id.json', '$Data.id.part.json', 'x$Data.other', '${Data.id}.json'], known), ['d.json', '7.json', '7.part.json', 'x{}.other', '7.json']);
  assert.throws(() => expandVariables('${Date.json}', known), { code: 'UNKNOWN_VARIABLE' });
});

test('a list replaces a whole value, or is joined by commas', () => {
  assert.deepEqual(expandVariables({ URLs: '$LoadURIs', One: ['${LoadURIs}'] }, variables), { URLs: ['gs://b/1', 'gs://b/2'], One: [['gs://b/1', 'gs://b/2']] });
  assert.equal(expandVariables('all: $LoadURIs', variables), 'all: gs://b/1,gs://b/2');
});

test('an unknown variable is an error that names the nearest one', () => {
  assert.throws(() => expandVariables('$DestTabel', variables), { code: 'UNKNOWN_VARIABLE', hint: /\$DestTable\?/ });
  assert.throws(() => expandVariables('gs://${confg.Bucket}/', variables), { code: 'UNKNOWN_VARIABLE', hint: /\$\{config\.Name\}/ });
  assert.throws(() => expandVariables('$DestTable_old', variables), { code: 'UNKNOWN_VARIABLE' });
});

test('a dollar sign that begins no name stays, and $DollarSign writes one', () => {
  assert.equal(expandVariables('t$20240301 $ $1', variables), 't$20240301 $ $1');
  assert.equal(expandVariables('${DollarSign}Date', variables), '$Date');
});

test('late variables are left to the action', () => {
  assert.equal(expandVariables('t$PartitionID $Date', variables, { late: ['PartitionID'] }), 't$PartitionID 2024-03-01');
});
