import { Command, CommanderError } from 'commander';
import { DispatchError } from '../core/errors';
import type { AddCommand, CliContext } from './command';
import { addDeploy } from './deploy';
import { addDiff } from './diff';
import { addExplain } from './explain';
import { addInit } from './init';
import { addRecord } from './record';
import { addRedrive } from './redrive';
import { addReplay } from './replay';
import { addTest } from './run-features';
import { addSchema } from './schema';
import { addStatus } from './status';
import { addSweep } from './sweep';
import { addValidate } from './validate';

/** Every command there is. A new one needs its file and a line here. */
const COMMANDS: readonly AddCommand[] = [addInit, addValidate, addTest, addSchema, addExplain, addRecord, addReplay, addDiff, addStatus, addRedrive, addSweep, addDeploy];

/**
 * Runs a command line of `bq-dispatch`.
 * @returns the exit code: 0 fine, 1 findings
 * @throws DispatchError for unusable input
 */
export async function runProgram(args: readonly string[], context: CliContext): Promise<number> {
  let code = 0;
  const program = new Command('bq-dispatch')
    .description('Runs actions when a BigQuery job ends.')
    .version(context.version)
    .configureOutput({ writeOut: context.out, writeErr: () => undefined })
    .exitOverride();
  for (const add of COMMANDS) add(program, context, (ended) => (code = ended));
  for (const command of program.commands) command.configureOutput({ writeOut: context.out, writeErr: () => undefined }).exitOverride();
  if (args.length === 0) {
    context.out(program.helpInformation());
    return 0;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (['commander.helpDisplayed', 'commander.version', 'commander.help'].includes(error.code)) return 0;
    throw new DispatchError('USAGE', error.message.replace(/^error: /, '').replace(/\n/g, ' ').replace(/\.$/, ''));
  }
}
