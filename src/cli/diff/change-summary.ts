import type { JobChange, PlannedRun } from './job-change';

/** Jobs of a group that are shown, and of each where there are more than a few groups. */
const [EXAMPLES, FEW_GROUPS] = [3, 5];
/** Groups that are kept apart, and the largest of them that are shown. */
const [MAX_GROUPS, SHOWN_GROUPS] = [1000, 20];
/** Characters of an action that are shown. */
const MAX_CHARS = 300;

/** Gathers changes of one kind for people. */
export interface ChangeSummary {
  add(change: JobChange): void;
  lines(): readonly string[];
}

interface Group {
  readonly title: string;
  readonly examples: JobChange[];
  count: number;
}

export function createChangeSummary(): ChangeSummary {
  const groups = new Map<string, Group>();
  let others = 0;
  return {
    add(change) {
      const title = `${describeRun(change.Before)} → ${describeRun(change.After)} (${change.Changed.join(', ')})`;
      let group = groups.get(title);
      if (!group && groups.size < MAX_GROUPS) groups.set(title, (group = { title, examples: [], count: 0 }));
      if (!group) others++;
      else if (group.count++ < EXAMPLES) group.examples.push(change);
    },
    lines() {
      const sorted = [...groups.values()].sort((one, other) => other.count - one.count);
      const examples = sorted.length > FEW_GROUPS ? 1 : EXAMPLES;
      const left = sorted.slice(SHOWN_GROUPS).reduce((sum, { count }) => sum + count, others);
      return [...sorted.slice(0, SHOWN_GROUPS).flatMap((group) => linesOf(group, examples)), ...(left > 0 ? [`${left} jobs change in other ways; --json prints all`, ''] : [])];
    },
  };
}

function linesOf({ title, examples: kept, count }: Group, shown: number): string[] {
  const examples = kept.slice(0, shown);
  const left = count - examples.length;
  return [`${count} job${count === 1 ? '' : 's'}: ${title}`, ...examples.flatMap(exampleLines), ...(left > 0 ? [`  and ${left} more`] : []), ''];
}

function exampleLines({ JobRef: { projectId, location, jobId }, Type, Before, After, Reasons }: JobChange): string[] {
  const [before, after] = [Before, After].map(({ Actions }) => Actions.map((action) => JSON.stringify(action))) as [string[], string[]];
  return [
    `  ${Type} ${projectId}:${location ?? ''}.${jobId}`,
    ...Reasons.map((reason) => `    ${reason}`),
    ...before.flatMap((action, index) => (after.includes(action) ? [] : [`    - ${shortened(action, after[index])}`])),
    ...after.flatMap((action, index) => (before.includes(action) ? [] : [`    + ${shortened(action, before[index])}`])),
  ];
}

/** The part of a long text in which it begins to differ from another. */
function shortened(text: string, other = ''): string {
  if (text.length <= MAX_CHARS) return text;
  let same = 0;
  while (same < text.length && text[same] === other[same]) same++;
  const from = Math.max(0, Math.min(same - MAX_CHARS / 3, text.length - MAX_CHARS));
  const to = from + MAX_CHARS;
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

function describeRun({ Status, Code, Task, Route, Actions }: PlannedRun): string {
  const what = Task !== undefined ? 'its task' : Route ? `route ${Route.Index}${Route.Name === undefined ? '' : ` (${Route.Name})`}` : Status === 'noMatch' ? 'nothing matches' : Status;
  const run = Task !== undefined || Route ? `: ${Actions.map(({ Action }) => Action).join(', ') || 'no action'}` : '';
  return `${what}${run}${Code === undefined ? '' : ` ${Code}`}`;
}
