import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { test } from 'node:test';
import { createRecordingsOpener } from './open-recordings';

async function recordingsIn(name: string): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-'));
  try {
    mkdirSync(path.join(folder, 'events/more'), { recursive: true });
    mkdirSync(path.join(folder, 'none'));
    for (const file of ['b.json', 'a.ndjson', 'more/c.JSONL', 'notes.md']) writeFileSync(path.join(folder, 'events', file), file);
    const open = createRecordingsOpener({ folder, stdin: Readable.from(['typed']), stderr: new PassThrough() as unknown as NodeJS.WriteStream, clock: { now: () => new Date(0), schedule: () => () => undefined } });
    const found: string[] = [];
    for (const { file, bytes } of open(name)) {
      let text = '';
      for await (const piece of bytes) text += Buffer.from(piece).toString();
      found.push(`${file.replaceAll(path.sep, '/')}: ${text}`);
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('one file is opened by its name, whatever it is called', async () => assert.deepEqual(await recordingsIn('events/notes.md'), ['events/notes.md: notes.md']));

test('of a folder every recording is opened, in the order of their names', async () => {
  assert.deepEqual(await recordingsIn('events'), ['events/a.ndjson: a.ndjson', 'events/b.json: b.json', 'events/more/c.JSONL: more/c.JSONL']);
});

test('a dash is standard input', async () => assert.deepEqual(await recordingsIn('-'), ['-: typed']));

test('a folder without recordings, and a file that is not there, are told', async () => {
  await assert.rejects(recordingsIn('none'), { code: 'USAGE', message: /the folder none holds no/ });
  await assert.rejects(recordingsIn('absent.json'), /ENOENT/);
});
