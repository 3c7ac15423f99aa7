import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupAction } from './group';
import { createOutgoingTestBed } from './outgoing-test-bed';

const url = { bucket: 'bkt', name: 'group' };
const GroupURL = 'gs://bkt/group';

function bedWith(content: string) {
  const bed = createOutgoingTestBed();
  bed.storage.write(url, Buffer.from(content));
  const count = async (idempotencyKey: string, more: { seconds?: number; request?: object } = {}): Promise<[count: number, last: boolean | undefined]> => {
    const now = new Date(Date.parse('2024-03-01T10:00:00Z') + (more.seconds ?? 0) * 1000);
    const { response, followUps } = await bed.run(groupAction, { GroupURL, ...more.request }, { idempotencyKey, now });
    return [(response as { Count: number }).Count, followUps];
  };
  return { bed, count, text: () => Buffer.from(bed.storage.read(url)!.bytes).toString() };
}

for (const content of ['3', ' 3\n', '{"Count":3}']) {
  test(`group: three jobs count ${JSON.stringify(content)} down, and the last goes on`, async () => {
    const { count } = bedWith(content);
    assert.deepEqual([await count('a'), await count('b'), await count('c'), await count('d')], [[2, false], [1, false], [0, true], [0, false]]);
  });
}

test('group: a job that comes twice counts once, and the last stays the last', async () => {
  const { count } = bedWith('2');
  assert.deepEqual([await count('a'), await count('a'), await count('b'), await count('b'), await count('a')], [[1, false], [1, false], [0, true], [0, true], [0, false]]);
});

test('group: of jobs that count at the same time none is lost', async () => {
  const { count } = bedWith('20');
  const ends = await Promise.all(Array.from({ length: 20 }, (_, index) => count(String(index))));
  assert.deepEqual(ends.map(([left]) => left).sort((a, b) => a - b), Array.from({ length: 20 }, (_, index) => index));
  assert.deepEqual(ends.filter(([, last]) => last), [[0, true]]);
});

test('group: the first that finds it too old goes on, and nobody after it', async () => {
  const { count } = bedWith('4');
  const request = { MaxDurationInSec: 60 };
  const ends = [await count('a', { seconds: 60, request }), await count('b', { seconds: 61, request }), await count('c', { seconds: 62, request }), await count('d', { seconds: 63, request })];
  assert.deepEqual(ends, [[3, false], [2, true], [1, false], [0, false]]);
});

for (const content of ['', 'three', '-1', '1.5', '{"Jobs":3}', '[]', 'null']) {
  test(`group: ${JSON.stringify(content)} is no number of jobs`, async () => {
    const { count, text } = bedWith(content);
    await assert.rejects(count('a'), { code: 'INVALID_VALUE' });
    assert.equal(text(), content);
  });
}

test('group: without the object there is nothing to count', async () => {
  const bed = createOutgoingTestBed();
  await assert.rejects(bed.run(groupAction, { GroupURL }), { code: 'SOURCE_MISSING' });
});
