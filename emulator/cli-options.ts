import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { DispatchError } from '../src/core/errors';

/** What the command line asks for. */
export interface CliOptions {
  /** As it was typed; the demo where it is missing. */
  readonly workspace?: string;
  readonly once: boolean;
  readonly export?: string;
  readonly json: boolean;
  readonly debug: boolean;
  readonly sets: ReadonlyMap<string, string>;
}

/**
 * Reads the arguments of `npm run emulate`.
 * @param write takes the text of `--help`
 * @returns `undefined` where help was all that was asked for
 * @throws DispatchError USAGE
 */
export function parseCliOptions(args: readonly string[], write: (text: string) => void): CliOptions | undefined {
  const command = new Command('npm run emulate --')
    .description('Replays the recorded job events of a workspace on in-memory BigQuery and Cloud Storage, and dispatches them.')
    .option('--workspace <dir>', 'the folder to load (default: the demo in fixtures/demo)')
    .option('--once', 'end when all is idle: 0 if no outcome is an error, 1 otherwise, 2 for unusable input', false)
    .option('--export <dir>', 'write the final state as a workspace')
    .option('--json', 'print one response a line on stdout, everything else on stderr', false)
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSet, new Map<string, string>())
    .option('--debug', 'print stack traces', false)
    .allowExcessArguments()
    .configureOutput({ writeOut: write, writeErr: () => undefined })
    .exitOverride();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return undefined;
    throw new DispatchError('USAGE', error.message.replace(/^error: /, ''));
  }
  const [stray] = command.args;
  if (stray !== undefined) throw new DispatchError('USAGE', `found ${JSON.stringify(stray)}, which belongs to no flag`);
  const { set, ...options } = command.opts<Omit<CliOptions, 'sets'> & { set: Map<string, string> }>();
  return { ...options, sets: set };
}

function collectSet(text: string, sets: ReadonlyMap<string, string>): Map<string, string> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('Expected Name=value.');
  return new Map(sets).set(text.slice(0, equals), text.slice(equals + 1));
}
