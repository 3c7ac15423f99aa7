import { Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { DispatchError } from '../../src/core/errors';
import type { JobEvent } from '../../src/core/job-event';
import type { DispatchResponse } from '../../src/core/response';
import { decodeJobResource } from '../../src/events/job-resource-event';
import { loadOf, queryOf } from '../../emulator/testing/finished-job';
import { endOf, situationOf } from '../support/situation';
import { createDeath, createStandstill, tamperPorts, type PortCall, type Tamper } from '../support/tampered-ports';
import { World } from '../support/world';

/** Longer than the default lease. */
const LEASE_OVER_MS = 61_000;

interface RunWorld extends World {
  answers?: DispatchResponse[];
  ends?: { at: string; end: unknown }[];
  undisturbed?: unknown;
  /** What the run that stood still called. */
  calls?: string[];
}

const loadEvent = (world: World, [id, uris, table]: readonly [id: string, uris: string, table: string]): JobEvent => decodeJobResource(world.finishedJob(id, loadOf(uris, table, world.projectId)));

function start(world: World, event: JobEvent, tamper: Tamper): Promise<DispatchResponse> {
  world.lastEvent = event;
  return world.dispatchBeside(event, tamperPorts({ objects: world.services.objects, bigquery: world.bigquery }, tamper));
}

/** Lets a run of the event go until it dies. */
async function die(world: World, event: JobEvent, when: (call: PortCall) => boolean): Promise<void> {
  const { tamper, died } = createDeath(when);
  const outcome = await world.clock.settle(Promise.race([start(world, event, tamper), died]));
  assert.equal(outcome, 'died', 'the run came to its end');
}

const wrote = (call: PortCall, text: string): boolean =>
  call.moment === 'after' && call.method === 'write' && Buffer.from(call.args[1] as Uint8Array).toString().includes(text);

When('the run of the load job {string} of {string} into {string} dies after its claim', async function (this: World, id: string, uris: string, table: string) {
  await die(this, loadEvent(this, [id, uris, table]), (call) => wrote(call, '"State": "running"'));
});

When('the run of the load job {string} of {string} into {string} dies after its verdict', async function (this: World, id: string, uris: string, table: string) {
  await die(this, loadEvent(this, [id, uris, table]), (call) => wrote(call, '"State": "done"'));
});

When('the run of the query job {string} into {string} dies after it started its first job', async function (this: World, id: string, table: string) {
  await die(this, decodeJobResource(this.finishedJob(id, queryOf('SELECT 1', this.projectId, table))), ({ method, moment }) => method === 'insertJob' && moment === 'after');
});

When('the query job with an ID of {int} characters into {string} completes', async function (this: World, length: number, table: string) {
  await this.completeJob('j'.repeat(length), queryOf('SELECT 1', this.projectId, table));
});

Then("the action job has an ID of BigQuery's form that asks for no task", function (this: World) {
  const jobId = this.response.Actions[0]?.JobID ?? '';
  assert.match(jobId, /^(?!.*dispatch$)[A-Za-z0-9_-]{1,1024}$/);
  assert.ok(this.services.bigquery.getJob({ projectId: 'shop', jobId }));
});

When('time passes', async function (this: World) {
  await this.clock.advance(LEASE_OVER_MS);
});

When('the lease has run out', async function (this: World) {
  await this.clock.advance(LEASE_OVER_MS);
});

When('the event arrives at once again', async function (this: RunWorld) {
  assert.ok(this.lastEvent && 'jobId' in this.lastEvent);
  this.answers = [await this.clock.settle(this.dispatchBeside(this.lastEvent))];
});

When('the event of the load job {string} of {string} into {string} is delivered {int} times at once', async function (this: RunWorld, id: string, uris: string, table: string, times: number) {
  const event = loadEvent(this, [id, uris, table]);
  this.answers = await this.clock.settle(Promise.all(Array.from({ length: times }, () => this.dispatchBeside(event))));
});

Then('exactly one of them is {string} and the others are {string} or {string}', function (this: RunWorld, one: string, other: string, third: string) {
  const statuses = (this.answers ?? []).map(({ Status }) => Status as string);
  assert.equal(statuses.filter((status) => status === one).length, 1, statuses.join(' '));
  assert.ok(statuses.every((status) => [one, other, third].includes(status)), statuses.join(' '));
});

Then('it is answered {string} with the code {string}', function (this: RunWorld, status: string, code: string) {
  const answer = this.answers?.at(-1);
  assert.deepEqual([answer?.Status, answer?.Error?.Code], [status, code]);
});

When(
  'the run of the load job {string} of {string} into {string} stands still after its first {word} until its lease has run out and another run is done',
  async function (this: RunWorld, id: string, uris: string, table: string, called: string) {
    const event = loadEvent(this, [id, uris, table]);
    const { tamper, stopped, release } = createStandstill(({ method, moment }) => method === called && moment === 'after');
    this.calls = [];
    const slow = start(this, event, (call) => {
      this.calls?.push(call.method);
      return tamper(call);
    });
    await this.clock.settle(stopped);
    await this.clock.advance(LEASE_OVER_MS);
    const other = await this.clock.settle(this.dispatchBeside(event));
    assert.equal(other.Status, 'ok');
    release();
    this.answers = [await this.clock.settle(slow)];
  },
);

Then('the run that stood still was answered {string} with the code {string}', function (this: RunWorld, status: string, code: string) {
  const answer = this.answers?.[0];
  assert.deepEqual([answer?.Status, answer?.Error?.Code], [status, code]);
});

Then('the run that stood still started no job', function (this: RunWorld) {
  assert.ok(!this.calls?.includes('insertJob'), this.calls?.join(' '));
});

When('the object {string} is uploaded anew with {string} right before the load job {string} into {string} has it removed', async function (this: RunWorld, url: string, text: string, id: string, table: string) {
  const tamper: Tamper = ({ method, moment }) => {
    if (method === 'remove' && moment === 'before') this.write(url, text);
    return undefined;
  };
  this.answers = [await this.clock.settle(start(this, loadEvent(this, [id, url, table]), tamper))];
});

Then('it is answered {string}', function (this: RunWorld, status: string) {
  assert.equal(this.answers?.at(-1)?.Status, status, JSON.stringify(this.answers));
});

When('Cloud Storage is unavailable for the deletions of the load job {string} of {string} into {string}', async function (this: RunWorld, id: string, uris: string, table: string) {
  const tamper: Tamper = ({ method, moment }) => {
    if (method === 'remove' && moment === 'before') throw new DispatchError('UNAVAILABLE', 'backendError');
    return undefined;
  };
  this.answers = [await this.clock.settle(start(this, loadEvent(this, [id, uris, table]), tamper))];
});

When('the run of the load job {string} of {string} into {string} dies at any call and is gone on with', async function (this: RunWorld, id: string, uris: string, table: string) {
  const event = loadEvent(this, [id, uris, table]);
  const before = situationOf(this);
  this.ends = [];
  let calls = 0;
  const undisturbed = await before.again();
  await undisturbed.clock.settle(start(undisturbed, event, () => {
      calls++;
      return undefined;
    }));
  this.undisturbed = endOf(undisturbed);
  for (let fatal = 0; fatal < calls; fatal++) {
    const world = await before.again();
    let passed = 0;
    let at = '';
    await die(world, event, ({ port, method, moment }) => {
      at = `${fatal}: ${moment} ${port}.${method}`;
      return passed++ === fatal;
    });
    await world.clock.advance(LEASE_OVER_MS);
    await world.clock.settle(world.dispatchBeside(event));
    this.ends.push({ at, end: endOf(world) });
  }
});

Then('every end is that of an undisturbed run', function (this: RunWorld) {
  assert.ok(this.ends && this.ends.length > 10, `only ${this.ends?.length} calls: too few to mean anything`);
  for (const { at, end } of this.ends) assert.deepEqual(end, this.undisturbed, `died at ${at}`);
});
