/**
 * Measures speed, each number beside a plain one in the same run.
 *
 *   npm run bench                     everything
 *   npm run bench -- emulator         one part
 *   npm run bench -- --json           one measurement a line
 *   npm run bench -- --write          into docs/benchmarks.md
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { benchCommands } from './bench/commands';
import { benchEmulator } from './bench/emulator';
import { benchMatching, type MatchingMeasurement } from './bench/matching';
import { matchingTable } from './bench/matching-table';
import { benchPlanning } from './bench/planning';
import { benchReplay } from './bench/replay';
import type { Measurement } from './bench/measurement';

/** Parts that measure times, and the one that counts matches. */
const PARTS = new Map<string, (folder: string) => Promise<readonly Measurement[]> | readonly MatchingMeasurement[]>([
  ['commands', benchCommands],
  ['emulator', benchEmulator],
  ['planning', benchPlanning],
  ['replay', benchReplay],
  ['matching', benchMatching],
]);

async function main(args: readonly string[]): Promise<void> {
  const asked = args.filter((arg) => !arg.startsWith('--'));
  const unknown = asked.find((name) => !PARTS.has(name));
  if (unknown !== undefined) throw new Error(`there is no part ${JSON.stringify(unknown)}; known are ${[...PARTS.keys()].join(', ')}`);
  const measurements: (Measurement | MatchingMeasurement)[] = [];
  for (const [name, bench] of PARTS) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
    try {
      measurements.push(...(await bench(folder)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const matching = measurements.filter((one): one is MatchingMeasurement => one.bench === 'matching');
  const timed = measurements.filter((one): one is Measurement => one.bench !== 'matching');
  const tables = [...(timed.length > 0 ? [tableOf(timed)] : []), ...(matching.length > 0 ? [matchingTable(matching)] : [])];
  console.log(args.includes('--json') ? measurements.map((measurement) => JSON.stringify(measurement)).join('\n') : tables.join('\n\n'));
  if (args.includes('--write')) writeFileSync(path.join(__dirname, '..', 'docs/benchmarks.md'), pageOf(tables, args));
}

function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ case: name, value, unit, quartiles, times, bound = '', beside, ratio }) => {
    const [low, high] = quartiles.map(short);
    return `| ${name} | ${short(value)} ${unit} | ${low} to ${high} of ${times} | ${bound} | ${beside ? `${beside.name}: ${short(beside.value)}` : ''} | ${ratio === undefined ? '' : ratio.toFixed(ratio < 1 ? 2 : 1)} |`;
  });
  return ['| what | median | quartiles | bound | beside it | ratio |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

function pageOf(tables: readonly string[], args: readonly string[]): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  return `# Benchmarks

\`npm run bench -- ${args.join(' ')}\` on ${machine}. Medians; what stands beside a number was measured in turn with it, in the
same run, and the ratio is the median of the ratios of all rounds. Server and client are processes of their own.

${tables.join(`\n\nMatches of a job a second, the same jobs for each engine, none of them twice; in brackets how many times as fast the index is.
Of a case \`build\` how often a second the engine is made (of the table: its patterns compiled), of \`sql\` texts of 1 MB.\n\n`)}
`;
}

void main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
