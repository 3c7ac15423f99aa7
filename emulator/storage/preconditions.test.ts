import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DispatchError } from '../../src/core/errors';
import { checkPreconditions, type Preconditions } from './preconditions';

const url = { bucket: 'data', name: 'a' };
const standing = { generation: '1709280000000000', metageneration: '2' };

const CASES: [conditions: Preconditions, whenStanding: boolean, whenAbsent: boolean][] = [
  [{}, true, true],
  [{ ifGeneration: '0' }, false, true],
  [{ ifGeneration: '1709280000000000' }, true, false],
  [{ ifGeneration: '1709280000000001' }, false, false],
  [{ ifGenerationNot: '0' }, true, false],
  [{ ifGenerationNot: '1709280000000000' }, false, true],
  [{ ifMetageneration: '2' }, true, false],
  [{ ifMetageneration: '1' }, false, false],
  [{ ifMetagenerationNot: '2' }, false, true],
  [{ ifMetagenerationNot: '1' }, true, true],
  [{ ifGeneration: '1709280000000000', ifMetageneration: '1' }, false, false],
];

for (const [conditions, whenStanding, whenAbsent] of CASES) {
  test(`preconditions ${JSON.stringify(conditions)}`, () => {
    assert.equal(holds(() => checkPreconditions(url, standing, conditions)), whenStanding);
    assert.equal(holds(() => checkPreconditions(url, undefined, conditions)), whenAbsent);
  });
}

test('a condition that does not hold says what was asked for and what stands', () => {
  assert.throws(() => checkPreconditions(url, standing, { ifGeneration: '7' }), {
    code: 'PRECONDITION_FAILED',
    message: 'gs://data/a: asked for generation 7, found generation 1709280000000000, metageneration 2',
  });
  assert.throws(() => checkPreconditions(url, undefined, { ifGenerationNot: '0' }), {
    message: 'gs://data/a: asked for any generation but 0, found no object',
  });
});

test('a condition that is no number is INVALID_REQUEST', () => {
  for (const ifGeneration of ['', 'x', '-1', '1.5', '1'.repeat(20)]) {
    assert.throws(() => checkPreconditions(url, standing, { ifGeneration }), { code: 'INVALID_REQUEST' }, ifGeneration);
  }
});

function holds(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    assert.ok(error instanceof DispatchError);
    assert.equal(error.code, 'PRECONDITION_FAILED');
    return false;
  }
}
