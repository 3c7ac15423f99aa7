import { DispatchError } from '../../core/errors';
import { createFault, FaultsError } from '../../core/rules/fault';

/** A feature that is no Gherkin, as cucumber tells it. */
export interface ParseError {
  readonly uri: string;
  readonly location: { readonly line: number; readonly column?: number };
  readonly message: string;
}

/** What is wrong in feature files, each with its place. */
export function parseFaults(errors: readonly ParseError[]): FaultsError {
  return new FaultsError(
    'WORKSPACE_INVALID',
    errors.map(({ uri, location: { line, column = 1 }, message }) => createFault({ code: 'SYNTAX', file: uri, position: { line, column }, message: message.replace(/^\(\d+:\d+\): /, '') })),
  );
}

/** What cucumber says where it is misused, by a part of its message, and the way out. */
const KNOWN: readonly [part: string, hint: string][] = [
  ["isn't running", 'Steps and bq-dispatch find two copies of cucumber. See them with: npm ls @cucumber/cucumber. Install @cucumber/cucumber 10.9 to 12, then: npm dedupe.'],
  ["'@cucumber/cucumber'", 'Steps need @cucumber/cucumber 10.9 to 12 beside them: install it. Where bq-dispatch is a linked folder, install the file that npm pack makes of it instead, which brings it.'],
  ['Unknown file extension ".ts"', 'Node reads TypeScript from 22.18 on; before that compile the steps, or run with NODE_OPTIONS="--import tsx".'],
];

/** For what cucumber rejects with because of what it was given. @param folder that of the files that may be at fault */
export function asUnusable(what: string, { hint, folder }: { hint: string; folder?: string }): (thrown: unknown) => never {
  return (thrown) => {
    const { message, stack = '' } = innermost(thrown);
    const [, known = hint] = KNOWN.find(([part]) => message.includes(part)) ?? [];
    const place = folder === undefined || message.includes(folder) ? undefined : stack.split('\n').find((line) => line.includes(folder));
    const told = [message, place ?? ''].join(' ').replace(/\s+/g, ' ').trim();
    throw new DispatchError('USAGE', `${what}: ${told.replace(/\.$/, '')}`, { hint: known, cause: thrown });
  };
}

/** Cucumber wraps what its parts throw. */
function innermost(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  return thrown.cause instanceof Error ? innermost(thrown.cause) : thrown;
}
