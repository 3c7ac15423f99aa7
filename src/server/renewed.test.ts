import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../emulator/manual-clock';
import type { DispatchConfig } from '../core/dispatch-config';
import { DispatchError } from '../core/errors';
import type { ObjectInfo } from '../core/ports/object-store';
import { createRenewed } from './renewed';

const routesUrl = { bucket: 'ops', name: 'routes/' };

function createBed(config: Partial<DispatchConfig> = { routesUrl }) {
  const clock = createManualClock(new Date('2024-03-01T10:00:00Z'));
  const lines: string[] = [];
  const bed = { clock, lines, generation: '1', loads: 0, lists: 0, fault: undefined as Error | undefined };
  const current = createRenewed({
    load: () => {
      bed.loads++;
      return bed.fault ? Promise.reject(bed.fault) : Promise.resolve({ routes: [], ...config } as unknown as DispatchConfig);
    },
    build: () => `built ${bed.loads}`,
    objects: {
      async *list() {
        bed.lists++;
        yield await Promise.resolve({ url: { ...routesUrl, name: 'routes/a.json' }, generation: bed.generation } as ObjectInfo);
      },
    },
    clock,
    log: (severity, message) => void lines.push(`${severity} ${message}`),
  });
  /** What holds when an event comes ten seconds later. */
  const later = async (): Promise<string> => {
    await clock.advance(10_000);
    return current();
  };
  return Object.assign(bed, { current, later });
}

test('routes are read again where a file of them has changed, and looked at every ten seconds at most', async () => {
  const bed = createBed();
  assert.deepEqual(await Promise.all([bed.current(), bed.current()]), ['built 1', 'built 1']);
  assert.equal(await bed.later(), 'built 2', 'what changed while the first were read is seen');
  bed.generation = '2';
  assert.equal(await bed.current(), 'built 2');
  assert.equal(await bed.later(), 'built 3');
  assert.equal(await bed.later(), 'built 3');
  assert.deepEqual([bed.loads, bed.lists], [3, 3]);
});

test('a broken version keeps the last good one and is told once', async () => {
  const bed = createBed();
  await bed.current();
  bed.fault = new DispatchError('CONFIG_INVALID', 'found "x"');
  assert.deepEqual([await bed.later(), await bed.later()], ['built 1', 'built 1']);
  assert.deepEqual(bed.lines, ['ERROR routes of gs://ops/routes/ not loaded again, keeping to those before: CONFIG_INVALID']);
  [bed.fault, bed.generation] = [undefined, '2'];
  assert.match(await bed.later(), /built/);
  assert.match(bed.lines[1] as string, /^INFO routes loaded again/);
});

test('what cannot be read now is tried again', async () => {
  const bed = createBed();
  await bed.current();
  bed.fault = new DispatchError('UNAVAILABLE', 'x');
  assert.equal(await bed.later(), 'built 1');
  bed.fault = undefined;
  assert.equal(await bed.later(), 'built 3');
});

test('a first version that is broken is loaded again with the next call', async () => {
  const bed = createBed();
  bed.fault = new DispatchError('CONFIG_INVALID', 'x');
  await assert.rejects(bed.current(), { code: 'CONFIG_INVALID' });
  bed.fault = undefined;
  assert.equal(await bed.current(), 'built 2');
});

test('without RoutesURL nothing is looked at', async () => {
  const bed = createBed({});
  await bed.current();
  await bed.later();
  assert.deepEqual([bed.loads, bed.lists], [1, 0]);
});
