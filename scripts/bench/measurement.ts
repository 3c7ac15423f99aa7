/** What one case came to. Both numbers were taken in turn in the same run, so that the ratio holds on other machines too. */
export interface Measurement {
  readonly bench: 'commands' | 'emulator' | 'planning' | 'replay';
  readonly case: string;
  /** Median. */
  readonly value: number;
  readonly unit: string;
  /** How many times it was measured, and the fastest and slowest quarter's border. */
  readonly times: number;
  readonly quartiles: readonly [number, number];
  /** What it should stay below, or above where that is better. */
  readonly bound?: string;
  readonly beside?: { readonly name: string; readonly value: number };
  /** Median of the ratios of each round. */
  readonly ratio?: number;
}

/** One number of each round, and what was measured beside it. */
export interface Round {
  readonly own: number;
  readonly other: number;
}

export function summarise(about: Pick<Measurement, 'bench' | 'case' | 'unit' | 'bound'> & { readonly besideName: string }, rounds: readonly Round[]): Measurement {
  const { besideName, ...rest } = about;
  const own = rounds.map((round) => round.own);
  return {
    ...rest,
    value: quantile(own, 0.5),
    times: rounds.length,
    quartiles: [quantile(own, 0.25), quantile(own, 0.75)],
    beside: { name: besideName, value: quantile(rounds.map(({ other }) => other), 0.5) },
    ratio: quantile(rounds.map((round) => round.own / round.other), 0.5),
  };
}

/** Some rounds, one after the other; one more before them does not count. */
export async function inRounds(times: number, round: () => Promise<Round>): Promise<readonly Round[]> {
  await round();
  const rounds: Round[] = [];
  for (let n = 0; n < times; n++) rounds.push(await round());
  return rounds;
}

/** How long it takes, in milliseconds. */
export async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const began = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - began) / 1e6;
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
