import { Before, After, setDefaultTimeout, setWorldConstructor, type IWorldOptions } from '@cucumber/cucumber';
import { createBigQuery } from '../../emulator/bigquery/bigquery';
import type { Transit } from '../../emulator/events/transit';
import { TestEmulator, type TestEmulatorOptions } from '../../emulator/testing/test-emulator';
import { createDispatcher, type Dispatcher } from '../../src/core/dispatcher';
import type { JobEvent } from '../../src/core/job-event';
import type { BigQuery } from '../../src/core/ports/bigquery';
import type { ObjectStore } from '../../src/core/ports/object-store';
import type { DispatchResponse } from '../../src/core/response';

/** What a run of scenarios is given. */
export interface WorldParameters extends TestEmulatorOptions {
  /** The folder of the workspace that each scenario begins with. */
  readonly workspace?: string;
  /** `--set Name=value`. */
  readonly sets?: readonly (readonly [name: string, value: string])[];
}

/** The situation of one scenario: an emulator of its own, and what a step leaves for a later one. */
export class World extends TestEmulator {
  error: unknown;
  /** The contents of all buckets at an earlier point. */
  before: ReadonlyMap<string, string> = new Map();
  readonly #parameters: WorldParameters;

  constructor({ parameters }: Pick<IWorldOptions<WorldParameters>, 'parameters'>) {
    super({ environment: process.env, ...parameters });
    this.#parameters = parameters;
  }

  async begin(): Promise<void> {
    const { workspace, sets = [] } = this.#parameters;
    if (workspace !== undefined) await this.loadWorkspace(workspace, { sets: new Map(sets) });
  }

  /** A world of the same kind, with nothing in it yet. */
  another(): World {
    return new World({ parameters: this.#parameters });
  }

  setTransit(transit: Transit): void {
    this.transit = transit;
  }

  /** A run of its own beside the emulator's, over ports that may be tampered with. */
  dispatchBeside(event: JobEvent, ports: { objects?: ObjectStore; bigquery?: BigQuery } = {}): Promise<DispatchResponse> {
    return this.dispatcher(ports).dispatch(event);
  }

  dispatcher({ objects = this.services.objects, bigquery = this.bigquery }: { objects?: ObjectStore; bigquery?: BigQuery } = {}): Dispatcher {
    return createDispatcher({ config: this.requireConfig(), objects, bigquery, outgoing: this.services.outgoing, clock: this.clock, newHolder: () => this.newHolder() });
  }

  get bigquery(): BigQuery {
    return createBigQuery(this.services.bigquery);
  }

  /** The content of every object by its URL. */
  snapshot(): Map<string, string> {
    return new Map(this.objects().map((url) => [url, this.read(url)?.toString('base64') ?? '']));
  }
}

/** No step waits for time to pass; but the first query loads a database, and a machine of CI may be busy. */
setDefaultTimeout(60_000);

setWorldConstructor(World);

Before(async function (this: World) {
  await this.begin();
});

After(function (this: World) {
  this.close();
});
