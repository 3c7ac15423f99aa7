import type { Writable } from 'node:stream';
import { InvalidArgumentError, type Command } from 'commander';
import type { DispatchConfig } from '../core/dispatch-config';
import type { Dispatcher } from '../core/dispatcher';
import type { BigQuery } from '../core/ports/bigquery';
import type { Clock } from '../core/ports/clock';
import type { ObjectStore } from '../core/ports/object-store';
import type { OpenInput } from './events/read-events';
import type { OpenPool } from './replay/chunk-tasks';
import type { RuleReading } from './replay/rule-book';

/** A service by its configuration, on Google Cloud or an emulator. */
export interface Backend {
  readonly config: DispatchConfig;
  readonly objects: ObjectStore;
  readonly bigquery: BigQuery;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  /** The project of jobs that name none. */
  readonly projectId?: string;
}

/** What surrounds the command line. */
export interface CliContext extends RuleReading {
  /** @param config a file, a gs:// URL or JSON text; that of the variable CONFIG where it is missing */
  readonly open: (config: string | undefined, sets?: ReadonlyMap<string, string>) => Promise<Backend>;
  /** That of the package, with its fixtures. */
  readonly packageFolder: string;
  readonly version: string;
  /** The file of the step library, for scenarios. */
  readonly stepLibrary: string;
  /** The text of a file. Rejects with USAGE. */
  readonly readFile: (file: string) => Promise<string>;
  /** BigQuery alone, for what needs no configuration. */
  readonly bigquery: () => Promise<BigQuery>;
  /** Shows how far a work is, from 0 to 1, where somebody looks on. */
  readonly progress: (name: string) => { at(part: number): Promise<void>; end(): void };
  readonly openInput: OpenInput;
  readonly openPool: OpenPool;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  /** Writes UTF-8 to stdout, and resolves when there is room for more. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly err: (text: string) => void;
  /** For what writes to streams itself. */
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Runs a program with these arguments, without a shell; gives what it printed, and rejects where it fails. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
}

/** Adds a command to the program; `end` takes its exit code: 0 fine, 1 findings. A DispatchError is unusable input, 2. */
export type AddCommand = (program: Command, context: CliContext, end: (code: number) => void) => void;

export const CONFIG_FLAG = ['--config <config>', 'a file, a gs:// URL or JSON text (default: the variable CONFIG)'] as const;
export const JSON_FLAG = ['--json', 'print JSON on stdout'] as const;

/** Gathers `--set Name=value`. */
export function collectSets(text: string, sets: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('Expected Name=value.');
  return new Map(sets).set(text.slice(0, equals), text.slice(equals + 1));
}

/** Gathers a flag that names a file each time. */
export function collectFiles(file: string, files: readonly string[] = []): readonly string[] {
  return [...files, file];
}
