import { z } from 'zod';
import { DispatchError, hasCode } from '../errors';
import { formatGsUrl, parseGsUrl, type GsUrl } from '../gs-url';
import type { StoredObject } from '../ports/object-store';
import { count, gsUrl } from '../rules/terms';
import { defineAction, type ActionContext } from './action';

/** Others that count at the same moment come first so often, at most. */
const MAX_SWAPS = 50;

/** What is in the object of a group. Who makes it writes the number of its jobs: `3`, or `{ "Count": 3 }`. */
interface Group {
  /** Jobs that have not ended. */
  readonly Count: number;
  /** When it was made; ISO 8601. */
  readonly Created: string;
  /** Who has counted, so that nobody counts twice (R16). */
  readonly Counted: readonly string[];
  /** Who ran, or runs, what follows. */
  readonly Finisher?: string;
}

const groupTerm = z.object({
  Count: z.number().int().min(0),
  Created: z.iso.datetime().optional(),
  Counted: z.array(z.string()).optional(),
  Finisher: z.string().optional(),
});

/** Counts the jobs of a group down; the last one, or the first that finds the group too old, runs `OnSuccess`. */
export const groupAction = defineAction({
  name: 'group',
  answers: true,
  request: z.object({
    GroupURL: gsUrl().describe('An object that holds the number of jobs in the group, 3 or { "Count": 3 }.'),
    MaxDurationInSec: count('a whole number of seconds, at least 1').optional().describe('How old the group may get; no limit unless given.'),
  }).meta({ description: 'Counts the jobs of a group down; the last one runs the OnSuccess of this action.', examples: [{ GroupURL: 'gs://landing/group.json', MaxDurationInSec: 3600 }] }),
  async run({ GroupURL, MaxDurationInSec }, context) {
    const url = parseGsUrl(GroupURL);
    const { Count, Finisher } = await countDown(url, context, MaxDurationInSec);
    const isLast = Finisher === context.idempotencyKey;
    const why = isLast && Count > 0 ? ` and is older than ${MaxDurationInSec} s` : '';
    return { effect: `${formatGsUrl(url)} is at ${Count}${why}`, response: { Count, Last: isLast }, followUps: isLast };
  },
});

/** @throws DispatchError SOURCE_MISSING, INVALID_VALUE, UNAVAILABLE */
async function countDown(url: GsUrl, { objects, idempotencyKey, now }: ActionContext, maxDurationInSec = Infinity): Promise<Group> {
  for (let swap = 0; swap < MAX_SWAPS; swap++) {
    const standing = await objects.read(url);
    if (!standing) throw new DispatchError('SOURCE_MISSING', `GroupURL: there is no object ${formatGsUrl(url)}`, { hint: 'Who makes the group writes the number of its jobs there first.' });
    const before = readGroup(standing);
    const group = counted(before, idempotencyKey, now.getTime() - Date.parse(before.Created) > maxDurationInSec * 1000);
    if (group === before) return group;
    try {
      await objects.write(url, new TextEncoder().encode(`${JSON.stringify(group)}\n`), { ifGeneration: standing.generation, contentType: 'application/json' });
      return group;
    } catch (error) {
      if (!hasCode(error, 'PRECONDITION_FAILED')) throw error;
    }
  }
  throw new DispatchError('UNAVAILABLE', `${formatGsUrl(url)} was changed by others ${MAX_SWAPS} times in a row`);
}

/** The group with one more counted; the same one where nothing changes. */
function counted(group: Group, who: string, tooOld: boolean): Group {
  const known = group.Counted.includes(who);
  const Count = known ? group.Count : Math.max(0, group.Count - 1);
  const finishes = group.Finisher === undefined && (tooOld || Count === 0);
  if (known && !finishes) return group;
  return { ...group, Count, Counted: known ? group.Counted : [...group.Counted, who], ...(finishes && { Finisher: who }) };
}

function readGroup({ url, bytes, timeCreated }: StoredObject): Group {
  const text = new TextDecoder().decode(bytes);
  try {
    const value: unknown = JSON.parse(text);
    const { Created = timeCreated.toISOString(), Counted = [], ...group } = groupTerm.parse(typeof value === 'number' ? { Count: value } : value);
    return { ...group, Created, Counted };
  } catch (cause) {
    throw new DispatchError('INVALID_VALUE', `${formatGsUrl(url)}: found ${JSON.stringify(text.slice(0, 100))}, expected the number of jobs in the group`, { cause });
  }
}
