import { setWorldConstructor } from '@cucumber/cucumber';
import { createBigQuery } from '../../emulator/bigquery/bigquery';
import { createEmulator, type Emulator } from '../../emulator/emulator';
import { createTransit, UNDISTURBED, type Transit } from '../../emulator/events/transit';
import { createManualClock, type ManualClock } from '../../emulator/manual-clock';
import { loadConfig } from '../../src/config/load-config';
import type { DispatchConfig } from '../../src/core/dispatch-config';
import { createDispatcher, type Dispatcher } from '../../src/core/dispatcher';
import { parseGsUrl } from '../../src/core/gs-url';
import type { IgnoredEvent, JobEvent } from '../../src/core/job-event';
import type { JobResource } from '../../src/core/job-resource';
import type { BigQuery } from '../../src/core/ports/bigquery';
import type { ObjectStore } from '../../src/core/ports/object-store';
import type { DispatchResponse } from '../../src/core/response';
import { decodeJobResource } from '../../src/events/job-resource-event';

/** One situation: an emulator on a clock that stands still, and what was answered so far. */
export class World {
  readonly clock: ManualClock = createManualClock(new Date('2024-03-01T10:00:00Z'));
  readonly responses: DispatchResponse[] = [];
  readonly variables = new Map<string, string>();
  readonly emulator: Emulator;
  config: DispatchConfig | undefined;
  /** The event that "again" means. */
  lastEvent: JobEvent | IgnoredEvent | undefined;
  error: unknown;
  /** The contents of all buckets at an earlier point. */
  before: ReadonlyMap<string, string> = new Map();
  /** The way of events to the dispatcher. */
  transit: Transit = createTransit(UNDISTURBED, { clock: this.clock, random: () => 0 });
  #holders = 0;

  constructor() {
    const transit: Transit = {
      carry: (deliver) => this.transit.carry(deliver),
      underWay: () => this.transit.underWay(),
      idle: () => this.transit.idle(),
    };
    this.emulator = createEmulator({ clock: this.clock, transit, newHolder: () => this.newHolder(), onResponse: (response) => this.responses.push(response) });
  }

  newHolder(): string {
    return `run-${++this.#holders}`;
  }

  async configure(text: string, file = 'dispatch.json'): Promise<void> {
    this.config = await loadConfig({ text, file, given: { variables: this.variables }, objects: this.emulator.objects });
    this.emulator.configure(this.config);
  }

  /** Delivers an event and lets everything come to rest. */
  async deliver(event: JobEvent | IgnoredEvent): Promise<void> {
    this.lastEvent = event;
    this.emulator.deliver(event);
    await this.clock.settle(this.emulator.idle(), () => this.emulator.runningJobs() > 0);
  }

  async complete(job: JobResource): Promise<void> {
    await this.deliver(decodeJobResource(job));
  }

  /** A run of its own beside the emulator's, over ports that may be tampered with. */
  dispatchBeside(event: JobEvent, ports: { objects?: ObjectStore; bigquery?: BigQuery } = {}): Promise<DispatchResponse> {
    return this.dispatcher(ports).dispatch(event);
  }

  dispatcher({ objects = this.emulator.objects, bigquery = this.bigquery }: { objects?: ObjectStore; bigquery?: BigQuery } = {}): Dispatcher {
    return createDispatcher({ config: this.requireConfig(), objects, bigquery, outgoing: this.emulator.outgoing, clock: this.clock, newHolder: () => this.newHolder() });
  }

  get bigquery(): BigQuery {
    return createBigQuery(this.emulator.bigquery);
  }

  requireConfig(): DispatchConfig {
    if (!this.config) throw new Error('this scenario needs a configuration first');
    return this.config;
  }

  /** The answer to the last recorded event, whatever its chain brought after it. */
  get response(): DispatchResponse {
    const event = this.lastEvent;
    const found = this.responses.findLast(({ JobRef, EventID }) => (event && 'jobId' in event ? JobRef?.jobId === event.jobId : EventID === event?.eventId));
    if (!found) throw new Error('no event was dispatched yet');
    return found;
  }

  makeBucket(name: string): void {
    const { storage } = this.emulator;
    if (!storage.bucketNames().includes(name)) storage.createBucket(name);
  }

  write(url: string, text: string): void {
    const { bucket, name } = parseGsUrl(url);
    this.makeBucket(bucket);
    this.emulator.storage.write({ bucket, name }, Buffer.from(text));
  }

  read(url: string): Buffer | undefined {
    const found = this.emulator.storage.read(parseGsUrl(url));
    return found && Buffer.from(found.bytes);
  }

  /** Every object by its URL. */
  snapshot(): Map<string, string> {
    const { storage } = this.emulator;
    const urls = storage.bucketNames().flatMap((bucket) => [...storage.list({ bucket, name: '' })].map(({ url }) => url));
    return new Map(urls.map((url) => [`gs://${url.bucket}/${url.name}`, Buffer.from(storage.read(url)!.bytes).toString('base64')]));
  }
}

setWorldConstructor(World);
