import { readAcceptedChanges } from './diff/accepted-changes';
import { createChangeSummary } from './diff/change-summary';
import type { JobChange } from './diff/job-change';
import { formatCounts, MAX_TOLD, notesOf, type DiffCounts } from './diff/diff-counts';
import { collectSets, JSON_FLAG, type AddCommand } from './command';
import { workOn } from './events/chunk-pool';
import { readEventChunks } from './events/read-events';
import { openTask, type ChunkTask } from './replay/chunk-tasks';

interface Flags {
  readonly before: string;
  readonly after: string;
  readonly workspace?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly accept?: string;
  readonly json?: true;
}

/** `bq-dispatch diff`: for which recorded jobs two versions of the rules would do something else. */
export const addDiff: AddCommand = (program, context, end) => {
  program
    .command('diff')
    .description('say which recorded jobs another version of the rules would treat otherwise; ends with 1 where one is')
    .argument('<events...>', 'files or folders of recorded events; - is standard input')
    .requiredOption('--before <config>', 'the rules as they are')
    .requiredOption('--after <config>', 'the rules as they would be')
    .option('--workspace <folder>', 'a workspace whose tasks and variables count')
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option('--accept <file>', 'changes that are meant: what --json printed')
    .option(...JSON_FLAG)
    .action(async (files: string[], { before, after, workspace, set: sets, accept, json }: Flags) => {
      const accepted = accept === undefined ? undefined : readAcceptedChanges(await context.readFile(accept), accept);
      const task = { kind: 'diff', before: { config: before, workspace, sets }, after: { config: after, workspace, sets }, now: context.clock.now() } satisfies ChunkTask;
      const own = await openTask(task, context);
      const summary = createChangeSummary();
      const counts: DiffCounts = { Events: 0, Changed: 0, Accepted: 0, Unreadable: 0, WithoutJob: 0 };
      if (json) context.out('{"Changes":[');
      for await (const { events, changes, unreadable, withoutJob } of workOn(readEventChunks(files, context.openInput), { own, openPool: () => context.openPool(task) })) {
        counts.Events += events;
        counts.WithoutJob += withoutJob;
        for (const message of unreadable) if (counts.Unreadable++ < MAX_TOLD) context.err(`${message}\n`);
        const left = accepted ? changes.filter((change) => !accepted.has(change)) : changes;
        counts.Accepted += changes.length - left.length;
        if (json && left.length > 0) await context.write(jsonOf(left, counts.Changed === 0));
        else for (const change of left) summary.add(change);
        counts.Changed += left.length;
      }
      for (const line of notesOf(counts, accepted)) context.err(`${line}\n`);
      context.out(json ? `${counts.Changed > 0 ? '\n' : ''}],${JSON.stringify(counts).slice(1)}\n` : `${[...summary.lines(), formatCounts(counts)].join('\n')}\n`);
      end(counts.Changed > 0 || counts.Unreadable > 0 ? 1 : 0);
    });
};

/** Changes as items of a list, one a line. */
function jsonOf(changes: readonly JobChange[], areFirst: boolean): Uint8Array {
  return new TextEncoder().encode(`${areFirst ? '' : ','}\n${changes.map((change) => JSON.stringify(change)).join(',\n')}`);
}
