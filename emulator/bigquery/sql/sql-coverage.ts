import { FUNCTIONS } from './functions';
import { SCHEMA_VIEWS } from './information-schema/read-information-schema';

/** The part of docs/emulator.md that lists what SQL can call, from the lists by which calls are allowed. */
export function sqlCoverage(): string {
  const groups = new Map<string, Set<string>>();
  for (const { group, name } of FUNCTIONS) groups.set(group, (groups.get(group) ?? new Set()).add(name));
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, names]) => `| ${group} | ${[...names].sort().join(', ')} |`);
  const views = [...SCHEMA_VIEWS.keys()].sort().join(', ');
  return ['| functions | |', '| --- | --- |', ...rows, '', `**INFORMATION_SCHEMA**: ${views}.`].join('\n');
}
