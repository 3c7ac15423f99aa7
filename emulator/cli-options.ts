import { Command, CommanderError } from 'commander';
import { DispatchError } from '../src/core/errors';
import { addFlags, type Flags } from './cli-flags';
import type { PushFormat } from './events/push-targets';
import type { Disturbance } from './events/transit';

/** What the command line asks for. */
export interface CliOptions {
  /** What is to be done: `up` replays and serves, `env` prints the environment, `exec` runs a command in it. */
  readonly mode: 'up' | 'env' | 'exec';
  /** The command of `exec` with its arguments. */
  readonly command: readonly string[];
  /** As it was typed; the demo where it is missing. */
  readonly workspace?: string;
  readonly once: boolean;
  /** Whether actions may reach the world outside. */
  readonly allowOutbound: boolean;
  readonly export?: string;
  readonly json: boolean;
  readonly debug: boolean;
  readonly sets: ReadonlyMap<string, string>;
  /** The default where it is missing: 9050, or a free one for `exec`. */
  readonly port?: number;
  readonly host: string;
  /** The project that clients are told. */
  readonly project?: string;
  readonly pushUrls: readonly string[];
  readonly pushFormat: PushFormat;
  readonly disturbance: Disturbance;
  /** Makes what happens by chance repeatable. */
  readonly seed?: number;
}

/**
 * Reads the arguments of `npm run emulate`. Flags may stand before and after `exec` or `env`; what follows the command
 * of `exec` belongs to that command.
 * @param write takes the text of `--help`
 * @returns `undefined` where help was all that was asked for
 * @throws DispatchError USAGE
 */
export function parseCliOptions(args: readonly string[], write: (text: string) => void): CliOptions | undefined {
  const found: { mode: CliOptions['mode']; command: readonly string[] } = { mode: 'up', command: [] };
  const top = new Command('npm run emulate --')
    .description('An emulator of BigQuery and Cloud Storage that dispatches what happens there. Without a command it replays the recorded job events of a workspace, and serves Google clients.')
    .enablePositionalOptions()
    .configureOutput({ writeOut: write, writeErr: () => undefined })
    .exitOverride()
    .allowExcessArguments()
    .helpCommand(false)
    .action(() => undefined);
  const env = top.command('env').description('print the environment for clients, as eval takes it').allowExcessArguments().action(() => {
    found.mode = 'env';
  });
  const exec = top
    .command('exec')
    .description('start on a free port, run a command in that environment, stop, and end as the command did')
    .argument('<command...>')
    .passThroughOptions()
    .action((words: string[]) => {
      found.mode = 'exec';
      found.command = words;
    });
  for (const one of [top, env, exec]) addFlags(one);
  try {
    top.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return undefined;
    throw new DispatchError('USAGE', error.message.replace(/^error: /, ''));
  }
  const { mode } = found;
  const used = { up: top, env, exec }[mode];
  const [stray] = mode === 'exec' ? [] : used.args;
  if (stray !== undefined) throw new DispatchError('USAGE', `found ${JSON.stringify(stray)}, which belongs to no flag`);
  const options = toOptions(merged(top.opts<Flags>(), mode === 'up' ? {} : used.opts<Flags>()));
  if (mode === 'exec' && options.once) throw new DispatchError('USAGE', '--once does not listen, so no command can reach it');
  return { ...found, ...options };
}

/** Flags of the subcommand go before those that stood in front of it; lists are put together. */
function merged(before: Flags, after: Flags): Flags {
  const given = Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined)) as Flags;
  return { ...before, ...given, set: new Map([...(before.set ?? []), ...(after.set ?? [])]), push: [...(before.push ?? []), ...(after.push ?? [])] };
}

function toOptions({ set, push = [], pushFormat = 'eventarc', duplicate = 0, drop = 0, reorder = false, ...flags }: Flags): Omit<CliOptions, 'mode' | 'command'> {
  const { once = false, allowOutbound = false, json = false, debug = false, host = '127.0.0.1' } = flags;
  return { ...flags, once, allowOutbound, json, debug, host, sets: new Map(set), pushUrls: push, pushFormat, disturbance: { duplicate, drop, reorder } };
}
