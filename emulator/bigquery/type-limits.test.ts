import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableFieldSchema } from '../../src/core/job-resource';
import type { Value } from './data/row';
import { fitToLimits } from './type-limits';

type Field = Omit<TableFieldSchema, 'name'>;

const FIT: [field: Field, value: Value, kept: Value][] = [
  [{ type: 'STRING', maxLength: '2' }, 'ab', 'ab'],
  [{ type: 'STRING', maxLength: '2' }, '😀é', '😀é'],
  [{ type: 'STRING', maxLength: '2' }, null, null],
  [{ type: 'BYTES', maxLength: '2' }, 'YWI=', 'YWI='],
  [{ type: 'NUMERIC', precision: '4', scale: '2' }, '1.005', '1.01'],
  [{ type: 'NUMERIC', precision: '4', scale: '2' }, '-99.99', '-99.99'],
  [{ type: 'NUMERIC', precision: '4' }, '1.5', '2'],
  [{ type: 'STRING', mode: 'REPEATED', maxLength: '1' }, ['a', 'b'], ['a', 'b']],
  [{ type: 'RECORD', fields: [{ name: 'n', type: 'NUMERIC', precision: '2', scale: '1' }] }, ['1.25'], ['1.3']],
];
for (const [field, value, kept] of FIT) {
  test(`${JSON.stringify(field)} keeps ${JSON.stringify(value)} as ${JSON.stringify(kept)}`, () => {
    assert.deepEqual(fitToLimits([value], [{ name: 'x', ...field }]), [kept]);
  });
}

test('a row without limited columns stays itself', () => {
  const row = ['a'];
  assert.equal(fitToLimits(row, [{ name: 'x', type: 'STRING' }]), row);
});

const REFUSED: [field: Field, value: Value, message: string][] = [
  [{ type: 'STRING', maxLength: '2' }, 'abc', 'Field x: STRING(2) has maximum length 2 but got a value with length 3'],
  [{ type: 'BYTES', maxLength: '2' }, 'YWJj', 'Field x: BYTES(2) has maximum length 2 but got a value with length 3'],
  [{ type: 'NUMERIC', precision: '4', scale: '2' }, '99.995', 'Field x: NUMERIC(4, 2) has precision 4 and scale 2 but got a value that is not in range of [-99.99, 99.99]'],
  [{ type: 'RECORD', mode: 'REPEATED', fields: [{ name: 's', type: 'STRING', maxLength: '1' }] }, [['a'], ['bc']], 'Field x.s: STRING(1) has maximum length 1 but got a value with length 2'],
];
for (const [field, value, message] of REFUSED) {
  test(`refused: ${message}`, () => assert.throws(() => fitToLimits([value], [{ name: 'x', ...field }]), { message }));
}
