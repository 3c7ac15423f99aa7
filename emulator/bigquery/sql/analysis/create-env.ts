import type { AnalysisContext } from './analysis-context';
import type { Analyser, Env } from './scope';

/** The environment of a new statement. */
export function createEnv(context: AnalysisContext, analyser: Analyser): Env {
  let count = 0;
  return {
    context,
    fresh: (prefix) => `${prefix}${++count}`,
    references: new Map(),
    analyser,
    inlining: [],
  };
}
