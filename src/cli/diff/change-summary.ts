import type { JobChange, PlannedRun } from './job-change';

/** Jobs of a group that are shown. */
const EXAMPLES = 3;
/** Groups that are kept apart. */
const MAX_GROUPS = 50;

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
      return [...sorted.flatMap(linesOf), ...(others > 0 ? [`${others} jobs change in other ways; --json prints all`] : [])];
    },
  };
}

function linesOf({ title, examples, count }: Group): string[] {
  const left = count - examples.length;
  return [`${count} job${count === 1 ? '' : 's'}: ${title}`, ...examples.flatMap(exampleLines), ...(left > 0 ? [`  and ${left} more`] : []), ''];
}

function exampleLines({ JobRef: { projectId, location, jobId }, Type, Before, After, Reasons }: JobChange): string[] {
  const [before, after] = [Before, After].map(({ Actions }) => Actions.map((action) => JSON.stringify(action))) as [string[], string[]];
  return [
    `  ${Type} ${projectId}:${location ?? ''}.${jobId}`,
    ...Reasons.map((reason) => `    ${reason}`),
    ...before.filter((action) => !after.includes(action)).map((action) => `    - ${action}`),
    ...after.filter((action) => !before.includes(action)).map((action) => `    + ${action}`),
  ];
}


function describeRun({ Status, Code, Task, Route, Actions }: PlannedRun): string {
  const what = Task !== undefined ? 'its task' : Route ? `route ${Route.Index}${Route.Name === undefined ? '' : ` (${Route.Name})`}` : Status === 'noMatch' ? 'nothing matches' : Status;
  const run = Task !== undefined || Route ? `: ${Actions.map(({ Action }) => Action).join(', ') || 'no action'}` : '';
  return `${what}${run}${Code === undefined ? '' : ` ${Code}`}`;
}
