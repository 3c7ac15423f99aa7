import { formatNdjsonRow } from '../../emulator/bigquery/data/ndjson';
import { rowsOf } from '../../emulator/bigquery/table-data';
import type { World } from './world';

/** Notes what stands in a world, so that the same can be set up any number of times. */
export function situationOf(world: World): { again(): Promise<World> } {
  const objects = world.snapshot();
  const { bigquery } = world.services;
  const datasets = bigquery.projectIds().flatMap((projectId) => bigquery.datasets(projectId));
  const tables = datasets.flatMap((dataset) => bigquery.tables(dataset));
  const config = world.requireConfig();
  return {
    again() {
      const copy = world.another();
      for (const [url, content] of objects) copy.write(url, Buffer.from(content, 'base64').toString());
      for (const dataset of datasets) copy.services.bigquery.createDataset(dataset);
      for (const { resource, data } of tables) copy.services.bigquery.addTable(resource, [...rowsOf(data)]);
      copy.config = config;
      copy.services.configure(config);
      return Promise.resolve(copy);
    },
  };
}

/** What counts in the end: tables, objects, records and states without times and names of runs, and the jobs that were run. */
export function endOf(world: World): unknown {
  const { bigquery } = world.services;
  const objects = [...world.snapshot()].map(([url, content]) => [url, withoutTimes(Buffer.from(content, 'base64').toString())]);
  const tables = bigquery.datasets('shop').flatMap((dataset) =>
    bigquery.tables(dataset).map(({ resource, data }) => [resource.tableReference.tableId, ...[...rowsOf(data)].map((row) => formatNdjsonRow(row, resource.schema!))]),
  );
  const jobs = [...bigquery.jobs('shop')].map(({ jobReference }) => jobReference.jobId).sort();
  return { objects, tables, jobs };
}

/** `Wrote` holds what later actions of a run may take; of one that was gone on with, what is still there. */
function withoutTimes(text: string): string {
  return text
    .replace(/"Wrote": \[[^\]]*\]/g, '"Wrote": …')
    .replace(/"(Started|Ended|EndTime|ExpiresAt|Holder|TimeTakenMs|Generation)": [^,\n]+/g, '"$1": …');
}
