import type { CliContext } from '../command';
import type { ChunkWork } from '../events/chunk-pool';
import type { ReplayResult } from './replay-work';
import type { RuleBookSource } from './rule-book';

/** placeholder */
export function openRunWork(_rules: RuleBookSource, _asked: { context: CliContext; json: boolean }): Promise<{ work: ChunkWork<ReplayResult>; close: () => void }> {
  throw new Error('');
}
