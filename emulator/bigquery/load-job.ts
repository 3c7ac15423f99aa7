import type { TableSchema } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import type { ObjectStore } from '../../src/core/ports/object-store';
import { FileFault } from './data/file-table';
import { fitRows } from './data/fit-rows';
import type { Row } from './data/row';
import { columnsToFill, withFurtherColumns, type DefaultRows } from './default-columns';
import type { LoadedFile } from './file-format';
import { openDestination, type Destination, type JobTables } from './job-tables';
import type { JobSuccess, JobWork } from './job-work';
import { parseLoad, type Load } from './load-configuration';
import { incomingSchema } from './load-schema';
import { loadResource, replacesSchema } from './load-resource';
import { placeData } from './place-data';
import { readFiles, type LoadedRows } from './read-files';
import { fileError, readSourceFiles, type SourceFile } from './source-files';
import { arrangeRows, countBytes, type DataForm } from './table-data';
import { fitRowsToLimits, TypeLimitError } from './type-limits';

export interface LoadContext extends JobTables {
  readonly clock: Clock;
  readonly objects: ObjectStore;
  /** For files that lack columns with a default. */
  readonly defaultRows: DefaultRows;
  /** The bytes of a local file, which are loaded in the place of URIs. */
  readonly upload?: Uint8Array;
}

/** @throws DispatchError INVALID_REQUEST or UNSUPPORTED where the configuration is refused */
export function createLoadJob(section: unknown, context: LoadContext): JobWork {
  const { upload } = context;
  const load = parseLoad(section, { hasUpload: upload !== undefined });
  return {
    jobType: 'LOAD',
    async prepare({ signal }) {
      openDestination(context, load);
      const files = upload ? [{ bytes: upload }] : await readSourceFiles(context.objects, load.sourceUris);
      const filled = await readRows(load, files, { ...context, signal });
      return () => loadRows(filled.load, { files, loaded: filled.loaded }, context);
    },
  };
}

interface FilledLoad {
  /** Its schema has the columns that were added to the rows. */
  readonly load: Load;
  readonly loaded: LoadedRows;
}

/** The rows of the files with the columns that they lack and that have a default. A load that replaces the schema lacks none. */
async function readRows(load: Load, files: readonly SourceFile[], context: LoadContext & { readonly signal: AbortSignal }): Promise<FilledLoad> {
  const destination = openDestination(context, load);
  const standing = destination.table?.resource.schema;
  const kept = replacesSchema(load, destination) ? undefined : standing;
  // A schema given is checked before any row is.
  if (load.schema) loadResource(load, destination, kept ? { fields: [...load.schema.fields, ...columnsToFill(kept, load.schema)] } : load.schema);
  const loaded = await readFiles(files, load, { job: load.schema, table: standing, signal: context.signal });
  const columns = kept ? columnsToFill(kept, incomingSchema(load, loaded, kept)) : [];
  if (columns.length === 0) return { load, loaded };
  const values = await context.defaultRows(columns, loaded.files.reduce((sum, { rows }) => sum + rows.length, 0));
  const extended = (schema: TableSchema | undefined): TableSchema | undefined => schema && { fields: [...schema.fields, ...columns] };
  let end = 0;
  const filled = loaded.files.map((file) => withFurtherColumns(file, columns, values.slice(end, (end += file.rows.length))));
  return { load: { ...load, schema: extended(load.schema) }, loaded: { ...loaded, schema: extended(loaded.schema), files: filled } };
}

function loadRows(load: Load, { files, loaded }: { files: readonly SourceFile[]; loaded: LoadedRows }, context: LoadContext): JobSuccess {
  const destination = openDestination(context, load);
  const incoming = incomingSchema(load, loaded, replacesSchema(load, destination) ? undefined : destination.table?.resource.schema);
  const resource = loadResource(load, destination, incoming);
  const { schema = { fields: [] }, timePartitioning } = resource;

  const rows = loaded.files.flatMap((table) => fitFile(table, incoming, schema));
  const now = context.clock.now();
  const data = arrangeRows(rows, formOf(destination, { schema, timePartitioning }), now);
  const truncate = load.writeDisposition === 'WRITE_TRUNCATE';
  const placed = placeData(destination, { data, from: timePartitioning, to: timePartitioning }, { truncate, now });
  context.catalog.setTable({ resource, data: placed });

  const { errors } = loaded;
  const inputFileBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const counts = { inputFiles: files.length, inputFileBytes, outputRows: rows.length, outputBytes: countBytes(data), badRecords: errors.length };
  const counted = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));
  return { statistics: { load: counted }, errors };
}

/** A file's rows in the layout of the load, and then in that of the table. */
function fitFile({ file, ...table }: LoadedFile, incoming: TableSchema, schema: TableSchema): readonly Row[] {
  try {
    return fitRowsToLimits(fitRows({ schema: incoming, rows: fitRows(table, incoming) }, schema), schema.fields);
  } catch (error) {
    throw error instanceof FileFault || error instanceof TypeLimitError ? fileError(file, error.message) : error;
  }
}

/** A partition named outright takes all rows of a table that is partitioned by time of ingestion. */
function formOf({ partition }: Destination, { schema, timePartitioning }: DataForm): DataForm {
  return { schema, timePartitioning: partition !== undefined && !timePartitioning?.field ? undefined : timePartitioning };
}
