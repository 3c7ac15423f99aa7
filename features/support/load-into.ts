import { unpackFile } from '../../emulator/bigquery/source-files';
import { columnsOf } from '../../emulator/testing/known-columns';
import { loadOf } from '../../emulator/testing/finished-job';
import type { JobConfiguration } from '../../src/core/job-resource';
import type { World } from './world';

/**
 * A load that BigQuery is to run: by the columns of the table where it is there, else by guessed ones, which would not fit a
 * table whose columns are REQUIRED.
 * @param uris with commas between them
 */
export function loadInto(world: World, uris: string, table: string): JobConfiguration {
  const { load } = loadOf(uris, table, world.projectId);
  const columns = columnsOf(world, table);
  if (columns.length === 0) return { load };
  const hasHeading = load?.sourceFormat === 'CSV' && isHeading(firstLine(world, load.sourceUris ?? []), columns);
  return { load: { ...load, autodetect: false, ...(hasHeading && { skipLeadingRows: 1 }) } };
}

function isHeading(line: string, columns: readonly string[]): boolean {
  const known = new Set(columns.map((name) => name.toLowerCase()));
  return line.split(',').every((cell) => known.has(cell.trim().replace(/^"(.*)"$/, '$1').toLowerCase()));
}

/** Of the first object that these URIs name; a `*` stands for anything. */
function firstLine(world: World, uris: readonly string[]): string {
  const found = world.objects().find((url) => uris.some((uri) => isNamed(url, uri)));
  const bytes = (found !== undefined && world.read(found)) || new Uint8Array();
  const [line = ''] = Buffer.from(unpackFile({ bytes })).toString().replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  return line;
}

function isNamed(url: string, uri: string): boolean {
  const [start = '', end] = uri.split('*');
  return end === undefined ? url === uri : url.length >= start.length + end.length && url.startsWith(start) && url.endsWith(end);
}
