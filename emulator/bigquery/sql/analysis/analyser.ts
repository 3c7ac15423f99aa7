import { analyseNode } from './analyse-node';
import { analyseQueryIn } from './query/query';
import type { Analyser } from './scope';

/** Expressions and queries, each by the other's help. */
export const ANALYSER: Analyser = { expression: analyseNode, query: analyseQueryIn };
