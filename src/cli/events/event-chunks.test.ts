import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { eventsOf } from './chunk-events';
import { readChunks } from './event-chunks';

const event = (id: string, more: object = {}): string => JSON.stringify({ EventID: id, ProjectID: 'shop', JobID: id, ...more });

const pretty = (id: string, more: object = {}): string => JSON.stringify(JSON.parse(event(id, more)), null, 2);

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
  ['documents one after the other', [`${pretty('a')}\n${pretty('b')}\n`], ['a', 'b']],
  ['documents that come in pieces', Array.from(`${pretty('a')}\n${pretty('b', { X: 'é "}]\\' })}`), ['a', 'b']],
  ['a list of documents that come in pieces', Array.from(`\uFEFF [\r\n ${pretty('a')},\r\n${pretty('b', { X: ['\\"', '}'] })} ]`), ['a', 'b']],
  ['a list, and what comes behind it', [`[${event('a')}]\n${event('b')}\n"c" `], ['a', 'b', 'f[2]: EVENT_INVALID']],
  ['an empty list', ['[ ]\n'], []],
  ['a broken first line, the others told', [`{"x":\n${event('b')}\n`], ['f:1: EVENT_INVALID', 'b']],
  ['a first line with a bracket too many', [`{"x":1}}\n${event('b')}\n`], ['f:1: EVENT_INVALID', 'b']],
  ['a document that was broken off', [`${pretty('a')}\n${pretty('b').slice(0, -3)}`], ['a', 'f[1]: EVENT_INVALID']],
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

test('a list is cut into chunks wherever its pieces end', async () => {
  const text = JSON.stringify(Array.from({ length: 1000 }, (_, number) => JSON.parse(event(`e${number}`, { Padding: 'x'.repeat(10_000) })) as unknown), null, 1);
  let [chunks, events] = [0, 0];
  const pieces = Array.from({ length: Math.ceil(text.length / 65_536) }, (_, at) => Buffer.from(text.slice(at * 65_536, (at + 1) * 65_536)));
  for await (const chunk of readChunks(Readable.from(pieces), 'f')) {
    chunks++;
    for (const item of eventsOf(chunk)) assert.equal('event' in item && item.event.eventId, `e${events++}`);
  }
  assert.equal(events, 1000);
  assert.ok(chunks > 3);
});

const REFUSED: readonly [what: string, bytes: Buffer, expected: object][] = [
  ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0, 0]), { code: 'USAGE', message: /f is compressed/ }],
  ['a text in UTF-16', Buffer.from(`\uFEFF${event('a')}`, 'utf16le'), { code: 'USAGE', message: /UTF-16/ }],
  ['a list that was broken off', Buffer.from(`[${event('a')},`), { code: 'EVENT_INVALID', message: /is not closed/ }],
];

for (const [what, bytes, expected] of REFUSED) {
  test(`recorded events that are refused: ${what}`, async () => {
    await assert.rejects(async () => {
      for await (const { first } of readChunks(Readable.from([bytes]), 'f')) assert.equal(first, 1);
    }, expected);
  });
}

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
