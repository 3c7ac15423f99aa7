import path from 'node:path';
import { loadConfig } from '../../src/config/load-config';
import type { DispatchConfig } from '../../src/core/dispatch-config';
import { DispatchError } from '../../src/core/errors';
import { parseGsUrl } from '../../src/core/gs-url';
import { describeJob, type JobReference } from '../../src/core/job';
import type { IgnoredEvent, JobEvent } from '../../src/core/job-event';
import type { JobConfiguration, JobResource, JobStatus, TableSchema, TimePartitioning } from '../../src/core/job-resource';
import type { DispatchResponse } from '../../src/core/response';
import { formatTable, parseTable, type TableReference } from '../../src/core/table-ref';
import { decodeEvent } from '../../src/events/decode-event';
import { createBigQuery } from '../bigquery/bigquery';
import { detectNdjson } from '../bigquery/data/autodetect/detect-ndjson';
import { formatNdjsonRow, readNdjson } from '../bigquery/data/ndjson';
import { rowsOf } from '../bigquery/table-data';
import { createEmulator, type Emulator } from '../emulator';
import { createTransit, UNDISTURBED, type Transit } from '../events/transit';
import { loadSituation } from '../load-situation';
import { createManualClock, type ManualClock } from '../manual-clock';
import type { OutboxEntry } from '../outbox/outbox';
import { workspaceProject } from '../workspace-project';
import { countRows } from './count-rows';
import { finishedJob } from './finished-job';
import { readRecordedEvents } from './recorded-events';

export interface TestEmulatorOptions {
  /** What the clock says at first; 2024-03-01T10:00:00Z where it is missing. */
  readonly now?: Date | string;
  /** The project of tables and jobs that name none; that of the workspace where it is missing. */
  readonly project?: string;
  /** The environment, of which `DISPATCH_SET_Name` counts for `${config.Name}`; an empty one where it is missing. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * BigQuery, Cloud Storage and a dispatcher in memory, on a clock that stands still. Whatever an event sets off, retries and
 * the jobs of actions included, is done when the promise of its delivery resolves; nothing waits for real time.
 */
export class TestEmulator {
  readonly clock: ManualClock;
  /** The two services and the dispatcher themselves. */
  readonly services: Emulator;
  /** Every answer so far, those to the jobs of actions included. */
  readonly dispatches: DispatchResponse[] = [];
  /** Values for `${config.Name}`, for configurations that are read from now on. */
  readonly variables = new Map<string, string>();
  projectId: string;
  config: DispatchConfig | undefined;
  /** The way of events to the dispatcher. */
  protected transit: Transit;
  /** The event that was delivered last. */
  lastEvent: JobEvent | IgnoredEvent | undefined;
  /** The job that `runJob` ran last. */
  #ran: JobReference | undefined;
  #folder = '.';
  readonly #project: string | undefined;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  #holders = 0;
  #sayClosed: () => void = () => undefined;
  /** Nothing is waited for after that: a job that was stopped may never come to its end. */
  readonly #closed = new Promise<void>((resolve) => (this.#sayClosed = resolve));

  constructor({ now = '2024-03-01T10:00:00Z', project, environment = {} }: TestEmulatorOptions = {}) {
    const start = new Date(now);
    if (Number.isNaN(start.getTime())) throw new DispatchError('USAGE', `found ${JSON.stringify(now)}, expected a time such as 2024-03-01T10:00:00Z`);
    this.clock = createManualClock(start);
    this.#project = project;
    this.projectId = project ?? 'local-project';
    this.#environment = environment;
    this.transit = createTransit(UNDISTURBED, { clock: this.clock, random: () => 0 });
    const transit: Transit = {
      carry: (deliver) => this.transit.carry(deliver),
      underWay: () => this.transit.underWay(),
      idle: () => this.transit.idle(),
    };
    this.services = createEmulator({ clock: this.clock, transit, newHolder: () => this.newHolder(), onResponse: (response) => this.dispatches.push(response) });
  }

  protected newHolder(): string {
    return `run-${++this.#holders}`;
  }

  /**
   * Loads a workspace: its objects, tables, variables and configuration, not its events. Names of recorded events begin there.
   * @param config its configuration, instead of the one in the folder
   * Rejects with FaultsError for what is wrong in it.
   */
  async loadWorkspace(folder: string, options: { config?: { text: string; file: string }; sets?: ReadonlyMap<string, string> } = {}): Promise<void> {
    this.#folder = path.resolve(folder);
    this.projectId = this.#project ?? workspaceProject(this.#folder);
    const { config, variables } = await loadSituation(this.services, this.#folder, { sets: options.sets ?? new Map(), environment: this.#environment, config: options.config });
    for (const [name, value] of variables) if (!this.variables.has(name)) this.variables.set(name, value);
    this.config = config;
  }

  /** Dispatches by this configuration from now on. Rejects with FaultsError. */
  async configure(config: string | object, file = 'dispatch.json'): Promise<void> {
    const text = typeof config === 'string' ? config : JSON.stringify(config);
    this.config = await loadConfig({ text, file, given: { variables: this.variables }, objects: this.services.objects });
    this.services.configure(this.config);
  }

  /** @throws DispatchError USAGE where nothing was configured yet */
  requireConfig(): DispatchConfig {
    if (!this.config) throw new DispatchError('USAGE', 'there is no configuration yet', { hint: 'Give one, or a workspace that has one.' });
    return this.config;
  }

  /**
   * Delivers recorded events of finished jobs and lets everything come to rest.
   * @param recorded the file of one or more events, from the folder of the workspace, or an event itself in any of its forms
   * @returns the answer to the last of them
   */
  async complete(recorded: string | object): Promise<DispatchResponse> {
    for (const event of typeof recorded === 'string' ? this.recorded(recorded) : [decodeEvent(recorded)]) await this.deliver(event);
    return this.response;
  }

  /** The events of a file, from the folder of the workspace. @throws DispatchError USAGE, EVENT_INVALID */
  recorded(file: string): readonly (JobEvent | IgnoredEvent)[] {
    return readRecordedEvents(path.resolve(this.#folder, file));
  }

  /** Delivers an event and lets everything come to rest. The clock goes on to the end of its job where that is later. */
  async deliver(event: JobEvent | IgnoredEvent): Promise<void> {
    this.lastEvent = event;
    await this.#comeTo(event);
    void this.services.deliver(event);
    await this.idle();
  }

  async #comeTo(event: JobEvent | IgnoredEvent): Promise<void> {
    if (!('job' in event) || !event.job) return;
    const now = this.clock.now();
    const { endTime } = describeJob(event.job, { location: 'US', now });
    if (endTime > now) await this.clock.advance(endTime.getTime() - now.getTime());
  }

  /** Lets time pass, and what waits for it come to rest. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.idle();
  }

  /** Resolves when no job runs and no event waits. */
  async idle(): Promise<void> {
    await this.clock.settle(Promise.race([this.services.idle(), this.#closed]), () => this.services.runningJobs() > 0);
  }

  /** Says that a job is done which the emulator did not run, and lets everything come to rest. */
  async completeJob(jobId: string, configuration: JobConfiguration, more: { status?: JobStatus; location?: string } = {}): Promise<DispatchResponse> {
    return this.complete(this.finishedJob(jobId, configuration, more));
  }

  /** A job of the project that ended half an hour ago. */
  finishedJob(jobId: string, configuration: JobConfiguration, more: { status?: JobStatus; location?: string } = {}): JobResource {
    return finishedJob({ projectId: this.projectId, jobId, configuration, now: this.clock.now(), ...more });
  }

  /** Has BigQuery run a job, and lets everything come to rest. Rejects with DispatchError where the job is refused. */
  async runJob(jobId: string, configuration: JobConfiguration): Promise<DispatchResponse> {
    const jobReference = { projectId: this.projectId, jobId, location: 'US' };
    this.lastEvent = { eventId: '', ...jobReference };
    this.#ran = jobReference;
    await createBigQuery(this.services.bigquery).insertJob({ jobReference, configuration });
    await this.idle();
    return this.response;
  }

  /** The job that `runJob` ran last, as BigQuery tells it; `undefined` where there is none. */
  get lastRun(): JobResource | undefined {
    return this.#ran && this.services.bigquery.getJob(this.#ran);
  }

  /** The answer to the event that was delivered last, whatever its chain brought after it. @throws DispatchError USAGE where there is none */
  get response(): DispatchResponse {
    const event = this.lastEvent;
    const found = this.dispatches.findLast(({ JobRef, EventID }) => (event && 'jobId' in event ? JobRef?.jobId === event.jobId : EventID === event?.eventId));
    if (!found) throw new DispatchError('USAGE', 'no event was dispatched yet', { hint: 'Let a job complete first, such as events/load.json.' });
    return found;
  }

  /** What actions told the world. */
  get outbox(): readonly OutboxEntry[] {
    return this.services.outbox.entries();
  }

  makeBucket(name: string): void {
    const { storage } = this.services;
    if (!storage.bucketNames().includes(name)) storage.createBucket(name);
  }

  /** An object that was there before any job began; its bucket is made where it is missing. */
  place(url: string, content: string | Uint8Array): void {
    const { bucket, name } = parseGsUrl(url);
    this.makeBucket(bucket);
    this.services.storage.restore({ bucket, name }, typeof content === 'string' ? Buffer.from(content) : content, { timeCreated: new Date(0) });
  }

  /** Uploads an object now; its bucket is made where it is missing. */
  write(url: string, content: string | Uint8Array): void {
    const { bucket, name } = parseGsUrl(url);
    this.makeBucket(bucket);
    this.services.storage.write({ bucket, name }, typeof content === 'string' ? Buffer.from(content) : content);
  }

  /** @returns `undefined` where there is no such object */
  read(url: string): Buffer | undefined {
    const found = this.services.storage.read(parseGsUrl(url));
    return found && Buffer.from(found.bytes);
  }

  /** The URLs of all objects, sorted. */
  objects(): readonly string[] {
    const { storage } = this.services;
    const urls = storage.bucketNames().flatMap((bucket) => [...storage.list({ bucket, name: '' })].map(({ url }) => `gs://${url.bucket}/${url.name}`));
    return urls.sort();
  }

  /** Rows of an object: CSV (its heading is none), NDJSON, Avro or Parquet by its name, else by its content; unpacked where it is gzip. */
  async countRows(url: string): Promise<number | undefined> {
    const bytes = this.read(url);
    return bytes && countRows(bytes, url);
  }

  /**
   * Makes a table with these rows, and its dataset where that is missing; a table that is there gets them instead of its own.
   * @param given.rows one JSON object a line
   * @param given.schema that of the table where it is there, else guessed, where it is missing
   * @throws DispatchError USAGE for rows that do not fit
   */
  addTable(table: string | TableReference, { rows, schema: ownSchema, timePartitioning }: { rows: string; schema?: TableSchema; timePartitioning?: TimePartitioning }): void {
    const tableReference = typeof table === 'string' ? parseTable(table, this.projectId) : table;
    const { bigquery } = this.services;
    const standing = bigquery.findTable(tableReference);
    const schema = ownSchema ?? standing?.resource.schema ?? detectNdjson([rows]) ?? { fields: [] };
    const found = [...readNdjson(rows, schema)].map((result) => {
      if ('row' in result) return result.row;
      throw new DispatchError('USAGE', `a row of ${formatTable(tableReference)} does not fit: ${result.error}`);
    });
    if (!bigquery.findDataset(tableReference)) bigquery.createDataset(tableReference);
    if (standing) bigquery.removeTable(tableReference);
    const partitioning = timePartitioning ?? standing?.resource.timePartitioning;
    bigquery.addTable({ tableReference, schema, ...(partitioning && { timePartitioning: partitioning }) }, found);
  }

  /** The rows of a table as texts of JSON; `undefined` where there is no such table. */
  rows(table: string): readonly string[] | undefined {
    const found = this.services.bigquery.findTable(parseTable(table, this.projectId));
    return found && [...rowsOf(found.data)].map((row) => formatNdjsonRow(row, found.resource.schema ?? { fields: [] }));
  }

  /** All tables as `project:dataset.table`, sorted. */
  tables(): readonly string[] {
    const { bigquery } = this.services;
    const datasets = bigquery.projectIds().flatMap((projectId) => bigquery.datasets(projectId));
    return datasets.flatMap((dataset) => bigquery.tables(dataset).map(({ resource }) => formatTable(resource.tableReference))).sort();
  }

  /** Stops whatever still runs. */
  close(): void {
    this.services.close();
    this.#sayClosed();
  }
}
