import path from 'node:path';
import type { CliContext } from '../command';
import { eventsOf } from '../events/chunk-events';
import type { ChunkWork } from '../events/chunk-pool';
import { typeOf, unreadable, type ReplayResult } from './replay-work';
import type { RuleBookSource } from './rule-book';
import { createTotals } from './totals';
import { variablesBeside } from '../variables-beside';

/**
 * Runs what events call for in an emulator, one event after the other, on a clock that goes on with their jobs.
 * Rejects with FaultsError or DispatchError where the rules or the workspace cannot be used.
 */
export async function openRunWork({ config, workspace, sets = new Map() }: RuleBookSource, { context, json }: { context: CliContext; json: boolean }): Promise<{ work: ChunkWork<ReplayResult>; close: () => void }> {
  const { TestEmulator } = await import('../../../emulator/testing/test-emulator');
  const emulator = new TestEmulator({ now: new Date(0), environment: context.environment });
  if (workspace === undefined) {
    const { text, file } = await context.readText(config);
    for (const [name, value] of [...(await variablesBeside(file, context.folder)), ...sets]) emulator.variables.set(name, value);
    await emulator.configure(text, file);
  } else {
    await emulator.loadWorkspace(path.resolve(context.folder, workspace), { sets, ...(config !== undefined && { config: await context.readText(config) }) });
  }

  async function work(chunk: Parameters<ChunkWork<ReplayResult>>[0]): Promise<ReplayResult> {
    const totals = createTotals();
    let text = '';
    for (const item of eventsOf(chunk)) {
      if ('event' in item) await emulator.deliver(item.event);
      const response = 'fault' in item ? unreadable(item, context.clock.now()) : emulator.response;
      totals.count(response, typeOf(item));
      if (json) text += `${JSON.stringify(response)}\n`;
      // What the jobs of actions were answered is told by nobody.
      emulator.dispatches.length = 0;
    }
    return { text: new TextEncoder().encode(text), counts: totals.counts() };
  }

  return { work, close: () => emulator.close() };
}
