import type { Finding } from '../config/lint/finding';
import { bed } from './cli-test-bed';

export const configOf = (routes: readonly object[]): string => JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', ProjectID: 'shop', Routes: routes });
/** Lists for a route of which nothing is to be said. */
export const DELETE = { OnSuccess: [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/o' } }], OnFailure: [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/o' } }] };
export const route = (Dest: string, more: object = {}): object => ({ When: { Dest, ...more } });

/** What `validate` finds in files, by its arguments. */
export async function findings(files: Readonly<Record<string, string>>, line: string): Promise<{ code: number; told: readonly Finding[] }> {
  const { run, printed } = await bed([], files);
  const code = await run(`validate ${line} --json`);
  return { code, told: (JSON.parse(printed()) as { Findings: Finding[] }).Findings };
}
