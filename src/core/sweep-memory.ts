import { z } from 'zod';
import { DispatchError, hasCode } from './errors';
import { childUrl, formatGsUrl, type GsUrl } from './gs-url';
import type { ObjectStore } from './ports/object-store';

/** What one sweep leaves for the next, in `JournalURL/_sweep.json`. Field names are those of the JSON. */
export interface SweepMemory {
  /** Jobs that ended before were looked at; ISO 8601. */
  readonly Watermark?: string;
  /** When the job ended up to which an unfinished sweep dispatched; it goes on there; ISO 8601. */
  readonly NextJob?: string;
  /** The state and the task at which an unfinished sweep goes on. */
  readonly NextState?: string;
  readonly NextTask?: string;
}

const memoryTerm = z.object({ Watermark: z.iso.datetime().optional(), NextJob: z.iso.datetime().optional(), NextState: z.string().optional(), NextTask: z.string().optional() });

/** @throws DispatchError STATE_INVALID */
export async function readSweepMemory(objects: ObjectStore, journalUrl: GsUrl): Promise<{ memory: SweepMemory; generation: string }> {
  const url = memoryUrl(journalUrl);
  const found = await objects.read(url);
  if (!found) return { memory: {}, generation: '0' };
  try {
    return { memory: memoryTerm.parse(JSON.parse(new TextDecoder().decode(found.bytes))), generation: found.generation };
  } catch (cause) {
    throw new DispatchError('STATE_INVALID', `${formatGsUrl(url)} is not what a sweep leaves`, { hint: 'Remove it; the next sweep begins anew.', cause });
  }
}

/** Of two sweeps at the same time the first one's memory stays. */
export async function writeSweepMemory(objects: ObjectStore, journalUrl: GsUrl, { memory, generation }: { memory: SweepMemory; generation: string }): Promise<void> {
  try {
    await objects.write(memoryUrl(journalUrl), new TextEncoder().encode(`${JSON.stringify(memory, null, 2)}\n`), { ifGeneration: generation, contentType: 'application/json' });
  } catch (error) {
    if (!hasCode(error, 'PRECONDITION_FAILED')) throw error;
  }
}

function memoryUrl(journalUrl: GsUrl): GsUrl {
  return childUrl(journalUrl, '_sweep.json');
}
