import { createPatternSet, type PatternSet } from './pattern-set';

/** Patterns that stay compiled; with the bytes of each at most 64 MB. */
const MAX_COMPILED = 1024;

/** Single patterns, compiled when they are needed; those that were not for longest give way. */
export interface PatternCache {
  isFound(expression: string, text: string): boolean;
}

export function createPatternCache(): PatternCache {
  const compiled = new Map<string, PatternSet>();
  return {
    isFound(expression, text) {
      let pattern = compiled.get(expression);
      if (!pattern) {
        pattern = createPatternSet([expression]);
        const [oldest] = compiled.keys();
        if (compiled.size >= MAX_COMPILED && oldest !== undefined) compiled.delete(oldest);
        compiled.set(expression, pattern);
      }
      return pattern.foundIn(text).length > 0;
    },
  };
}
