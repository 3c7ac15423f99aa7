import { InvalidArgumentError, Option, type Command } from 'commander';
import { collectSets } from '../src/cli/command';
import type { PushFormat } from './events/push-targets';

/** Flags as they were typed; what was not is missing. */
export interface Flags {
  readonly workspace?: string;
  readonly once?: boolean;
  readonly export?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
  readonly set?: ReadonlyMap<string, string>;
  readonly port?: number;
  readonly host?: string;
  readonly project?: string;
  readonly push?: readonly string[];
  readonly pushFormat?: PushFormat;
  readonly duplicate?: number;
  readonly drop?: number;
  readonly reorder?: boolean;
  readonly seed?: number;
  readonly allowOutbound?: boolean;
}

/** Every flag has no default here, so that it can be told whether it was typed. */
export function addFlags(command: Command): void {
  command
    .option('--workspace <dir>', 'the folder to load (default: the demo in fixtures/demo)')
    .option('--port <number>', 'where to listen; 0 takes a free port (default: 9050)', readPort)
    .option('--host <address>', 'the address to listen on (default: 127.0.0.1)')
    .option('--project <id>', 'the project that clients are told (default: the first of the workspace)', readProject)
    .option('--once', 'do not listen, end when all is idle: 0 if no outcome is an error, 1 otherwise, 2 for unusable input')
    .option('--export <dir>', 'write the final state as a workspace')
    .option('--json', 'print one response a line on stdout, everything else on stderr')
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option('--push <url>', 'post an event there for each job that ends; may be repeated', collectUrl)
    .addOption(new Option('--push-format <format>', 'CloudEvents as of Eventarc, or bodies as of Pub/Sub (default: eventarc)').choices(['eventarc', 'pubsub']))
    .option('--duplicate <share>', 'deliver this share of events twice, such as 0.1', readShare)
    .option('--drop <share>', 'lose this share of events', readShare)
    .option('--reorder', 'deliver events in another order')
    .option('--seed <number>', 'make what happens by chance repeatable', readSeed)
    .option('--allow-outbound', 'really send what notify, call and push tell the world')
    .option('--debug', 'print stack traces');
}

function collectUrl(text: string, urls: readonly string[] = []): readonly string[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new InvalidArgumentError('Expected http://… or https://….');
  return [...urls, url.href];
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('Expected a number from 0 to 65535.');
  return Number(text);
}

function readProject(text: string): string {
  if (!/^(?:[a-z0-9.-]{1,100}:)?[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(text)) throw new InvalidArgumentError('Expected a project ID.');
  return text;
}

function readShare(text: string): number {
  if (!/^(?:0|1|0?\.\d+|1\.0+|0\.0+)$/.test(text)) throw new InvalidArgumentError('Expected a number from 0 to 1.');
  return Number(text);
}

function readSeed(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}
