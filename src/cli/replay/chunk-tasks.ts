import type { ChunkPool, ChunkWork } from '../events/chunk-pool';
import { createDiffWork, type DiffResult } from '../diff/diff-work';
import { createReplayWork, type ReplayResult } from './replay-work';
import { createMatchWork, type RecordedMatches } from '../validation/recorded-matches';
import { openRuleBook, type RuleBookSource, type RuleReading } from './rule-book';

/** Work on chunks of events, told so that another thread can do it. */
export type ChunkTask =
  | { readonly kind: 'replay'; readonly rules: RuleBookSource; readonly json: boolean; readonly now: Date }
  | { readonly kind: 'matches'; readonly rules: readonly RuleBookSource[]; readonly now: Date }
  | { readonly kind: 'diff'; readonly before: RuleBookSource; readonly after: RuleBookSource; readonly now: Date };

type ResultOf<Task extends ChunkTask> = Task extends { kind: 'replay' } ? ReplayResult : Task extends { kind: 'matches' } ? RecordedMatches : DiffResult;

/** Threads for a task. */
export type OpenPool = <Task extends ChunkTask>(task: Task) => ChunkPool<ResultOf<Task>>;

/** Prepares a task in this thread. Rejects with FaultsError or DispatchError where rules cannot be used. */
export async function openTask<Task extends ChunkTask>(task: Task, reading: RuleReading): Promise<ChunkWork<ResultOf<Task>>> {
  return (await workOf(task, reading)) as ChunkWork<ResultOf<Task>>;
}

async function workOf(task: ChunkTask, reading: RuleReading): Promise<ChunkWork<ReplayResult | RecordedMatches | DiffResult>> {
  if (task.kind === 'replay') return createReplayWork(await openRuleBook(task.rules, reading), task);
  if (task.kind === 'matches') return createMatchWork(await Promise.all(task.rules.map((rules) => openRuleBook(rules, reading))), task.now);
  return createDiffWork(await openRuleBook(task.before, reading), await openRuleBook(task.after, reading), task.now);
}
