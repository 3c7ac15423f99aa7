import assert from 'node:assert/strict';
import type { JobConfiguration, JobResource } from '../job-resource';
import type { TableReference } from '../table-ref';
import { failed, inAnHour, rejects, succeeded, type Promises } from './bigquery-workplace.contract';

const refusedWith = (destinationTable: TableReference): readonly [title: string, configuration: object][] => [
  ['no job at all', {}],
  ['two jobs at once', { copy: {}, load: {} }],
  ['a copy without tables', { copy: {} }],
  ['a load without URIs', { load: { destinationTable } }],
];

/** What becomes of jobs. */
export const jobPromises: Promises = {
  async 'finished jobs are listed with all that they are, the newest first'({ bigquery, tableOf, table, run, ref }) {
    const source = await tableOf('a', [{ id: 1 }]);
    const jobs = [ref('first'), ref('second')];
    for (const [index, jobReference] of jobs.entries()) succeeded(await run({ copy: { sourceTable: source, destinationTable: table(`b${index}`) } }, jobReference));
    const [{ projectId }] = jobs as [(typeof jobs)[number]];
    const found: JobResource[] = [];
    for await (const job of bigquery.listJobs({ projectId, since: new Date(0) })) found.push(job);
    const own = found.filter(({ jobReference: { jobId } }) => jobs.some((job) => job.jobId === jobId));
    assert.deepEqual(new Set(own.map(({ jobReference: { jobId } }) => jobId)), new Set(jobs.map(({ jobId }) => jobId)));
    const made = found.map(({ statistics }) => Number(statistics?.creationTime));
    assert.deepEqual(made, [...made].sort((a, b) => b - a));
    assert.ok(found.every(({ status }) => status?.state === 'DONE'));
    assert.deepEqual(own[0]?.configuration.copy?.sourceTable?.tableId, source.tableId);
    for await (const job of bigquery.listJobs({ projectId, since: new Date(8e14) })) assert.fail(job.jobReference.jobId);
  },

  async 'jobs are listed from a time on and up to another, which does not belong to it'({ bigquery, table, run, ref, tableOf }) {
    const job = succeeded(await run({ copy: { sourceTable: await tableOf('a', []), destinationTable: table('b') } }, ref()));
    const { projectId, jobId } = job.jobReference;
    const made = Number(job.statistics?.creationTime);
    for (const [sinceMs, untilMs, isListed] of [[made, made + 1, true], [made, made, false], [made + 1, made + 2, false], [made - 1, made, false]] as const) {
      const found = await all(bigquery.listJobs({ projectId, since: new Date(sinceMs), until: new Date(untilMs) }));
      assert.equal(found.some(({ jobReference }) => jobReference.jobId === jobId), isListed, `${sinceMs - made} to ${untilMs - made}`);
    }
  },

  async 'statements of a script are listed where its ID is given, and only there'({ bigquery, run, ref }) {
    const script = ref('script');
    succeeded(await run({ query: { query: 'SELECT 1; SELECT 2;', useLegacySql: false } }, script));
    const [{ projectId, jobId }, since] = [script, new Date(0)];
    const children = await all(bigquery.listJobs({ projectId, since, parentJobId: jobId }));
    assert.deepEqual(children.map(({ statistics, configuration: { query } }) => [statistics?.parentJobId, query?.query]), [[jobId, 'SELECT 2'], [jobId, 'SELECT 1']]);
    const others = await all(bigquery.listJobs({ projectId, since }));
    assert.ok(others.some(({ jobReference, statistics }) => jobReference.jobId === jobId && statistics?.numChildJobs === '2'));
    assert.ok(others.every(({ statistics }) => statistics?.parentJobId === undefined));
  },

  async 'insertJob answers before the job is done, and the job is found from then on'({ bigquery, settle, tableOf, table, ref }) {
    const copy = { sourceTable: await tableOf('a', [{ id: 1 }]), destinationTable: table('b') };
    const jobReference = ref('copy');
    const begun = await settle(bigquery.insertJob({ jobReference, configuration: { copy, labels: { team: 'x' } } }));
    assert.equal(begun.jobReference.jobId, jobReference.jobId);
    assert.equal(begun.jobReference.location, 'US');
    assert.equal(begun.id, `${jobReference.projectId}:US.${jobReference.jobId}`);
    assert.equal(begun.kind, 'bigquery#job');
    assert.ok(['PENDING', 'RUNNING'].includes(begun.status?.state ?? ''), begun.status?.state);
    assert.deepEqual(begun.configuration.copy?.sourceTable, copy.sourceTable);
    assert.deepEqual({ ...begun.configuration.labels }, { team: 'x' });
    assert.equal((await settle(bigquery.getJob(jobReference)))?.id, begun.id);
  },

  async 'a done job tells type, times and errors'({ tableOf, table, run, ref }) {
    const jobReference = ref();
    const job = succeeded(await run({ copy: { sourceTable: await tableOf('a', []), destinationTable: table('b') } }, jobReference));
    const { creationTime, startTime, endTime } = job.statistics ?? {};
    assert.equal(job.configuration.jobType, 'COPY');
    assert.ok(Number(creationTime) <= Number(startTime) && Number(startTime) <= Number(endTime), `${creationTime} ${startTime} ${endTime}`);
  },

  async 'getJob finds a job with its location, and without'({ bigquery, settle, tableOf, table, run, ref }) {
    const jobReference = ref();
    const { projectId, jobId } = jobReference;
    await run({ copy: { sourceTable: await tableOf('a', []), destinationTable: table('b') } }, jobReference);
    for (const asked of [jobReference, { projectId, jobId }]) {
      assert.equal((await settle(bigquery.getJob(asked)))?.status?.state, 'DONE', JSON.stringify(asked));
    }
  },

  async 'a job that is not known, or runs elsewhere, is undefined'({ bigquery, settle, tableOf, table, run, ref }) {
    const jobReference = ref();
    await run({ copy: { sourceTable: await tableOf('a', []), destinationTable: table('b') } }, jobReference);
    assert.equal(await settle(bigquery.getJob({ ...jobReference, location: 'EU' })), undefined);
    assert.equal(await settle(bigquery.getJob(ref('absent'))), undefined);
  },

  async 'a second job of the same reference is JOB_ALREADY_EXISTS, also when the first is done'({ bigquery, settle, tableOf, table, ref }) {
    const configuration: JobConfiguration = { copy: { sourceTable: await tableOf('a', []), destinationTable: table('b') } };
    const job = { jobReference: ref(), configuration };
    await settle(bigquery.insertJob(job));
    await rejects(settle(bigquery.insertJob(job)), 'JOB_ALREADY_EXISTS');
    await settle(bigquery.waitForJob(job.jobReference, { deadline: inAnHour() }));
    await rejects(settle(bigquery.insertJob(job)), 'JOB_ALREADY_EXISTS');
  },

  async 'a configuration that is refused starts no job'({ bigquery, settle, ref, table }) {
    for (const [title, configuration] of refusedWith(table('refused'))) {
      const jobReference = ref();
      await rejects(settle(bigquery.insertJob({ jobReference, configuration })), 'INVALID_REQUEST');
      assert.equal(await settle(bigquery.getJob(jobReference)), undefined, title);
    }
  },

  async 'a job ID outside the letters allowed is INVALID_REQUEST'({ bigquery, settle, table, ref }) {
    const configuration = { copy: { sourceTable: table('a'), destinationTable: table('b') } };
    for (const jobId of ['a b', 'a.b', 'ä', 'x'.repeat(1025)]) {
      await rejects(settle(bigquery.insertJob({ jobReference: { ...ref(), jobId }, configuration })), 'INVALID_REQUEST');
    }
  },

  async 'waitForJob gives a failed job as well'({ table, run }) {
    failed(await run({ copy: { sourceTable: table('absent'), destinationTable: table('b') } }), 'notFound', /^Not found: Table /);
  },

  async 'waitForJob gives a done job at once, however often'({ bigquery, settle, tableOf, table, run, ref }) {
    const jobReference = ref();
    const job = await run({ copy: { sourceTable: await tableOf('a', []), destinationTable: table('b') } }, jobReference);
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(await settle(bigquery.waitForJob(jobReference, { deadline: inAnHour() })), job);
    }
  },

  async 'waiting for a job that is not known is JOB_NOT_FOUND'({ bigquery, settle, ref }) {
    await rejects(settle(bigquery.waitForJob(ref('absent'), { deadline: inAnHour() })), 'JOB_NOT_FOUND');
  },

  async 'past the deadline waiting is DEADLINE_EXCEEDED, and the job goes on'({ bigquery, settle, tableOf, table, ref }) {
    const sourceTable = await tableOf('a', [{ id: 1 }]);
    for (let isCaught = false, tries = 0; !isCaught; tries++) {
      const jobReference = ref();
      await settle(bigquery.insertJob({ jobReference, configuration: { copy: { sourceTable, destinationTable: table(`b${tries}`) } } }));
      const waiting = settle(bigquery.waitForJob(jobReference, { deadline: new Date(0) }));
      // A job that is done before it is asked for says nothing; another one will be caught.
      isCaught = tries > 100 || (await waiting.then(({ status }) => status?.state !== 'DONE', () => true));
      if (isCaught) await rejects(waiting, 'DEADLINE_EXCEEDED');
      succeeded(await settle(bigquery.waitForJob(jobReference, { deadline: inAnHour() })));
    }
  },
};

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
