import { parseExtract } from '../../extract-configuration';
import { writeExtract } from '../../extract-job';
import { readOptions } from '../ddl/read-options';
import { inSqlTerms } from '../ddl/in-sql-terms';
import { notEmulated, SqlError } from '../sql-error';
import type { ExportData } from '../syntax/statement';
import { fieldOfColumn } from './field-type';
import type { StatementOutcome } from './statement-outcome';
import type { StatementScope } from './statement-scope';
import type { World } from './world';

/** Options of EXPORT DATA as fields of an extract job. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['uri', 'destinationUri'], ['format', 'destinationFormat'], ['compression', 'compression'], ['field_delimiter', 'fieldDelimiter'], ['header', 'printHeader'], ['use_avro_logical_types', 'useAvroLogicalTypes'],
]);

/** EXPORT DATA OPTIONS (uri = 'gs://bucket/*', …) AS query. */
export async function exportData(statement: ExportData, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const options = new Map(await readOptions(statement.options, scope, world));
  const { name: uri, value } = options.get('uri') ?? {};
  if (typeof value !== 'string') throw new SqlError('EXPORT DATA needs the option uri', { at: statement.at });
  if (!value.includes('*')) throw new SqlError('Option uri must contain exactly one wildcard *', { at: uri?.at });
  const overwrite = options.get('overwrite')?.value === true;
  options.delete('overwrite');
  const section: Record<string, unknown> = { sourceTable: { projectId: scope.names.projectId, datasetId: 'query', tableId: 'result' }, printHeader: false };
  for (const [key, { name, value: given }] of options) {
    const field = FIELDS.get(key);
    if (field === undefined) throw notEmulated(`the EXPORT DATA option ${name.name}`, name.at);
    section[field] = field === 'destinationFormat' && given === 'JSON' ? 'NEWLINE_DELIMITED_JSON' : given;
  }
  const extract = inSqlTerms(() => parseExtract(section), statement.at);
  const [destination] = extract.destinations;
  if (!overwrite && destination) {
    const prefix = { ...destination, name: destination.name.slice(0, destination.name.indexOf('*')) };
    const { done } = await world.objects.list(prefix)[Symbol.asyncIterator]().next();
    if (!done) throw new SqlError(`Invalid value: URI ${value} is not empty; use the option overwrite = true`, { at: uri?.at, reason: 'invalid' });
  }
  const { columns, rows, references } = await world.runner.query(statement.query, scope);
  const { catalog, location, objects, shardBytes } = world;
  const counts = await writeExtract({ schema: { fields: columns.map(fieldOfColumn) }, rows }, extract, { catalog, location, objects, shardBytes, signal: scope.signal });
  const fileCount = counts.reduce((sum, count) => sum + Number(count), 0);
  return { statementType: 'EXPORT_DATA', references, statistics: { exportDataStatistics: { fileCount: String(fileCount), rowCount: String(rows.length) } } };
}
