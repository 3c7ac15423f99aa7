import type { ChunkPool, ChunkWork } from '../events/chunk-pool';
import { createDiffWork, type DiffResult } from '../diff/diff-work';
import { createReplayWork, type ReplayResult } from './replay-work';
import { openRuleBook, type RuleBookSource, type RuleReading } from './rule-book';

/** Work on chunks of events, told so that another thread can do it. */
export type ChunkTask =
  | { readonly kind: 'replay'; readonly rules: RuleBookSource; readonly json: boolean; readonly now: Date }
  | { readonly kind: 'diff'; readonly before: RuleBookSource; readonly after: RuleBookSource; readonly now: Date };

type ResultOf<Task extends ChunkTask> = Task extends { kind: 'replay' } ? ReplayResult : DiffResult;

/** Threads for a task. */
export type OpenPool = <Task extends ChunkTask>(task: Task) => ChunkPool<ResultOf<Task>>;

/** Prepares a task in this thread. Rejects with FaultsError or DispatchError where rules cannot be used. */
export async function openTask<Task extends ChunkTask>(task: Task, reading: RuleReading): Promise<ChunkWork<ResultOf<Task>>> {
  const work = task.kind === 'replay' ? createReplayWork(await openRuleBook(task.rules, reading), task) : createDiffWork(await openRuleBook(task.before, reading), await openRuleBook(task.after, reading), task.now);
  return work as ChunkWork<ResultOf<Task>>;
}
