import type { Finding } from '../config/lint/finding';
import { collectFiles, collectSets, JSON_FLAG, type AddCommand } from './command';
import { workOn } from './events/chunk-pool';
import { readEventChunks } from './events/read-events';
import { printable } from './printable';
import { openTask, type ChunkTask } from './replay/chunk-tasks';
import { checkConfig, checkTaskOrRoutes, readDocument, type Checked, type Checking, type ReadDocument } from './validation/check-document';
import { findingsByEvents, findingsOfEvents } from './validation/recorded-findings';
import { sumOf } from './validation/recorded-matches';

interface Flags {
  readonly set?: ReadonlyMap<string, string>;
  readonly workspace?: string;
  readonly events?: readonly string[];
  readonly json?: true;
}

/** `bq-dispatch validate`: faults, and what is hardly meant, in configurations, files of routes and task files. */
export const addValidate: AddCommand = (program, context, end) => {
  program
    .command('validate')
    .description('check configurations, files of routes and task files; ends with 1 where one has errors or warnings')
    .argument('<config...>', 'files or gs:// URLs')
    .option('--workspace <folder>', 'a workspace, whose buckets hold the files of RoutesURL')
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option('--events <file>', 'a file or folder of recorded events, to find routes that never come first; - is standard input; may be repeated', collectFiles)
    .option(...JSON_FLAG)
    .action(async (names: string[], { set: sets = new Map(), workspace, events = [], json }: Flags) => {
      const documents: ReadDocument[] = [];
      for (const name of names) documents.push(await readDocument(name, context));
      const checking: Checking = { context, sets, ...(workspace !== undefined && { workspace }) };
      const findings = await findingsIn(documents, checking, events);
      if (json) context.out(`${JSON.stringify({ Findings: findings })}\n`);
      else context.out(`${[...findings.map(formatFinding), summary(findings)].join('\n')}\n`);
      end(findings.some(({ Level }) => Level !== 'info') ? 1 : 0);
    });
};

/** Tasks and files of routes have the placeholders of the first sound configuration among them. */
async function findingsIn(documents: readonly ReadDocument[], checking: Checking, events: readonly string[]): Promise<Finding[]> {
  const checked = new Map<ReadDocument, Checked>();
  for (const one of documents) if (one.kind === 'config') checked.set(one, await checkConfig(one, checking));
  const placeholders = [...checked.values()].find(({ config }) => config)?.config?.placeholders;
  for (const one of documents) if (one.kind !== 'config') checked.set(one, await checkTaskOrRoutes(one, checking, placeholders));
  const ordered = documents.map((one) => [one, checked.get(one) ?? { findings: [] }] as const);
  const sound = ordered.filter(([, { config }]) => config);
  if (events.length === 0 || sound.length === 0) return ordered.flatMap(([, { findings }]) => findings);
  const recorded = await countMatches(sound.map(([{ name }]) => name), { checking, events });
  const byEvents = sound.map(([one, { config, findings }], at) => [one, recorded.jobs === 0 ? [] : findingsByEvents(config?.placed ?? [], recorded.routes[at] ?? new Map(), findings)] as const);
  const more = new Map(byEvents);
  return [...ordered.flatMap(([one, { findings }]) => [...findings, ...(more.get(one) ?? [])]), ...findingsOfEvents(events, recorded)];
}

async function countMatches(configs: readonly string[], { checking: { context, workspace, sets }, events }: { checking: Checking; events: readonly string[] }) {
  const task = { kind: 'matches', rules: configs.map((config) => ({ config, workspace, sets })), now: context.clock.now() } satisfies ChunkTask;
  return sumOf(workOn(readEventChunks(events, context.openInput), { own: await openTask(task, context), openPool: () => context.openPool(task) }), configs.length);
}

function formatFinding({ Code, Level, File, Line, Column, Path, Message, Hint }: Finding): string {
  return printable(`${File}:${Line}:${Column} ${Level} ${Code} ${Path ? `${Path}: ` : ''}${Message.replace(/\.$/, '')}. ${Hint}`);
}

function summary(findings: readonly Finding[]): string {
  const count = (level: Finding['Level'], name: string): string[] => {
    const number = findings.filter(({ Level }) => Level === level).length;
    return number === 0 ? [] : [`${number} ${name}${number === 1 || level === 'info' ? '' : 's'}`];
  };
  return [...count('error', 'error'), ...count('warning', 'warning'), ...count('info', 'to consider')].join(', ') || 'no faults';
}
