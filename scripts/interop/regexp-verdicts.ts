import { spawnSync } from 'node:child_process';
import { createRouteIndex } from '../../src/core/route-index/route-index';
import { compilePattern } from '../../src/core/filter';
import type { Job } from '../../src/core/job';
import { questionsOf, type Question } from './regexp-questions';

/** For each question `null` where the expression is refused, else for each text whether it is found there. */
export type Verdicts = readonly (readonly boolean[] | null)[];

/** Go's own. @param binary of go-regexp */
export function verdictsOfGo(questions: readonly Question[], binary: string): Verdicts {
  const { status, stdout, stderr } = spawnSync(binary, { input: JSON.stringify(questions), encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`go-regexp ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Verdicts;
}

/** Those of this package: of a pattern on its own, and by way of the index. */
export function ownVerdicts(questions: readonly Question[]): { pattern: Verdicts; index: Verdicts } {
  return { pattern: questions.map(verdictOfPattern), index: questions.map(verdictOfIndex) };
}

function verdictOfPattern({ expression, texts }: Question): readonly boolean[] | null {
  try {
    const pattern = compilePattern(expression);
    return texts.map((text) => pattern.foundIn(text));
  } catch {
    return null;
  }
}

function verdictOfIndex({ expression, texts }: Question): readonly boolean[] | null {
  try {
    const index = createRouteIndex([{ Dest: expression }]);
    return texts.map((destination) => index.first({ type: '', source: '', destination } as Job) === 0);
  } catch {
    return null;
  }
}

/** Compares the three over questions of fresh seeds; prints each difference. @returns how many checks and differences */
export function compareWithGo(binary: string, { seed, count }: { seed: number; count: number }): { checks: number; differences: number } {
  const questions = questionsOf(seed, count);
  const go = verdictsOfGo(questions, binary);
  const { pattern, index } = ownVerdicts(questions);
  let [checks, differences] = [0, 0];
  for (const [place, { expression, texts }] of questions.entries()) {
    checks += 1 + (go[place]?.length ?? 0);
    const [expected, ...own] = [go, pattern, index].map((verdicts) => JSON.stringify(verdicts[place]));
    if (own.every((verdict) => verdict === expected)) continue;
    differences++;
    console.log(`differs from Go: ${JSON.stringify({ expression, texts, go: go[place], pattern: pattern[place], index: index[place] })}`);
  }
  return { checks, differences };
}
