import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { eventsOf } from './chunk-events';
import { readChunks } from './event-chunks';

const event = (id: string, more: object = {}): string => JSON.stringify({ EventID: id, ProjectID: 'shop', JobID: id, ...more });

async function read(pieces: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const chunk of readChunks(Readable.from(pieces.map((piece) => Buffer.from(piece))), 'f')) {
    for (const item of eventsOf(chunk)) found.push('event' in item ? item.event.eventId : `${item.place}: ${item.fault.code}`);
  }
  return found;
}

const CASES: readonly [what: string, pieces: readonly string[], found: readonly string[]][] = [
  ['one a line', [`${event('a')}\n${event('b')}\n`], ['a', 'b']],
  ['the last line without its end', [`${event('a')}\r\n\n  \n${event('b')}`], ['a', 'b']],
  ['a line that comes in pieces', [event('a').slice(0, 9), event('a').slice(9), '\n', event('b')], ['a', 'b']],
  ['a byte order mark', [`\uFEFF${event('a')}\n${event('b')}`], ['a', 'b']],
  ['letters of several bytes, cut between pieces', [`${event('a', { X: 'é' })}\n`, `${event('b', { X: '日本' })}\n`], ['a', 'b']],
  ['a document of one event', [JSON.stringify(JSON.parse(event('a')), null, 2)], ['a']],
  ['a document that is a list', [`[\n${event('a')},\n${event('b')}\n]`], ['a', 'b']],
  ['a list on one line', [`[${event('a')},${event('b')}]\n`], ['a', 'b']],
  ['an empty file', [''], []],
  ['lines that are no events, the others told', [`${event('a')}\nnope\n\n{"x":1}\n${event('b')}\n`], ['a', 'f:2: EVENT_INVALID', 'f:4: EVENT_INVALID', 'b']],
  ['a first line that is none', [`nope\n${event('b')}\n`], ['f:1: EVENT_INVALID', 'b']],
  ['items of a list that are no events', [`[${event('a')},7]`], ['a', 'f[1]: EVENT_INVALID']],
];

for (const [what, pieces, found] of CASES) {
  test(`recorded events: ${what}`, async () => assert.deepEqual(await read(pieces), found));
}

test('a file of many chunks keeps its order and its line numbers', async () => {
  const padding = 'x'.repeat(10_000);
  const lines = Array.from({ length: 1000 }, (_, number) => (number === 777 ? 'nope' : event(`e${number}`, { Padding: padding })));
  const text = `${lines.join('\n')}\n`;
  const pieces = Array.from({ length: Math.ceil(text.length / 65_536) }, (_, at) => text.slice(at * 65_536, (at + 1) * 65_536));
  const found = await read(pieces);
  assert.deepEqual(found, lines.map((_, number) => (number === 777 ? 'f:778: EVENT_INVALID' : `e${number}`)));
});

test('the bytes of each chunk may be given to a thread, a short last one too', async () => {
  const line = `${event('a', { Padding: 'x'.repeat(5000) })}\n`;
  const pieces = [Buffer.from(line.repeat(500)), Buffer.from(`${event('b')}\n`)];
  let chunks = 0;
  for await (const { bytes } of readChunks(Readable.from(pieces), 'f')) {
    chunks++;
    assert.doesNotThrow(() => structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] }));
  }
  assert.equal(chunks, 2);
});
