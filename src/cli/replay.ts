import { collectSets, CONFIG_FLAG, JSON_FLAG, type AddCommand, type CliContext } from './command';
import { workOn } from './events/chunk-pool';
import { readEventChunks } from './events/read-events';
import { openTask, type ChunkTask } from './replay/chunk-tasks';
import type { ReplayResult } from './replay/replay-work';
import { openRuleBook, type RuleBookSource } from './replay/rule-book';
import { createTotals, formatErrors, formatTotals, totalsOf } from './replay/totals';

interface Flags {
  readonly config?: string;
  readonly workspace?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly run?: true;
  readonly json?: true;
}

/** `bq-dispatch replay`: what would be done for recorded events, or is done in an emulator. */
export const addReplay: AddCommand = (program, context, end) => {
  program
    .command('replay')
    .description('say what would match and run for recorded events; ends with 1 where an outcome is an error')
    .argument('<events...>', 'files or folders of recorded events; - is standard input')
    .option(...CONFIG_FLAG)
    .option('--workspace <folder>', 'a workspace: its configuration, tasks and variables; with --run its objects and tables too')
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option('--run', 'run the actions, in an emulator in memory')
    .option(...JSON_FLAG)
    .action(async (files: string[], { config, workspace, set: sets, run, json }: Flags) => {
      const rules: RuleBookSource = { config, workspace, sets };
      const totals = createTotals();
      for await (const { text, counts } of run ? runAll(files, { rules, json: json ?? false }, context) : planAll(files, { rules, json: json ?? false }, context)) {
        if (text.length > 0) await context.write(text);
        totals.add(counts);
      }
      const routes = json ? [] : (await openRuleBook(rules, context)).config.routes;
      const lines = totalsOf(totals.counts(), routes);
      if (!json) {
        context.out(`${formatTotals(lines, routes)}\n`);
        for (const line of formatErrors(lines)) context.err(`${line}\n`);
      }
      end(lines.some(({ status }) => status === 'error') ? 1 : 0);
    });
};

interface Asked {
  readonly rules: RuleBookSource;
  readonly json: boolean;
}

async function* planAll(files: readonly string[], { rules, json }: Asked, context: CliContext): AsyncIterable<ReplayResult> {
  const task = { kind: 'replay', rules, json, now: context.clock.now() } satisfies ChunkTask;
  yield* workOn(readEventChunks(files, context.openInput), { own: await openTask(task, context), openPool: () => context.openPool(task) });
}

async function* runAll(files: readonly string[], { rules, json }: Asked, context: CliContext): AsyncIterable<ReplayResult> {
  const { openRunWork } = await import('./replay/run-work');
  const { work, close } = await openRunWork(rules, { context, json });
  try {
    for await (const chunk of readEventChunks(files, context.openInput)) yield await work(chunk);
  } finally {
    close();
  }
}
