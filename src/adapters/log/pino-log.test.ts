import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../emulator/manual-clock';
import { createPinoLog } from './pino-log';

test('a line is as Cloud Logging reads it', () => {
  const lines: string[] = [];
  const log = createPinoLog({ write: (line) => void lines.push(line) }, createManualClock(new Date('2024-03-01T10:00:00Z')));
  log('WARNING', 'retry shop:EU.j1', { outcome: 'retry', job: undefined });
  log('INFO', 'a\nb');
  assert.deepEqual(lines.map((line) => JSON.parse(line) as unknown), [
    { severity: 'WARNING', time: '2024-03-01T10:00:00.000Z', outcome: 'retry', message: 'retry shop:EU.j1' },
    { severity: 'INFO', time: '2024-03-01T10:00:00.000Z', message: 'a\nb' },
  ]);
  assert.ok(lines.every((line) => line.indexOf('\n') === line.length - 1));
});
