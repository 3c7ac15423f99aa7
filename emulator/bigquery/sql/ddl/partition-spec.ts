import type { RangePartitioning, TableSchema, TimePartitioning } from '../../../../src/core/job-resource';
import { canonicalType } from '../../data/canonical-type';
import { fieldPosition } from '../../table-data';
import { SqlError } from '../sql-error';
import type { Call, Expression } from '../syntax/tree';

/** What PARTITION BY asks for: https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language#partition_expression */
export interface PartitionSpec {
  readonly timePartitioning?: TimePartitioning;
  readonly rangePartitioning?: RangePartitioning;
}

const TRUNCATIONS: ReadonlySet<string> = new Set(['DATE_TRUNC', 'DATETIME_TRUNC', 'TIMESTAMP_TRUNC']);

/** @throws SqlError for an expression that BigQuery takes for no partitioning */
export function partitionSpec(expression: Expression, schema: TableSchema): PartitionSpec {
  const spec = expression.kind === 'call' ? specOfCall(expression) : specOfColumn(columnOf(expression), schema);
  if (!spec) throw new SqlError(FORMS, { at: expression.at });
  return spec;
}

const FORMS =
  'PARTITION BY expression must be DATE(<timestamp_column>), DATE(<datetime_column>), DATETIME_TRUNC(<datetime_column>, DAY/HOUR/MONTH/YEAR), a DATE column, ' +
  'TIMESTAMP_TRUNC(<timestamp_column>, DAY/HOUR/MONTH/YEAR), DATE_TRUNC(<date_column>, MONTH/YEAR), or RANGE_BUCKET(<int64_column>, GENERATE_ARRAY(<int64_value>, <int64_value>[, <int64_value>]))';

function specOfColumn(column: string | undefined, schema: TableSchema): PartitionSpec | undefined {
  if (column?.toUpperCase() === '_PARTITIONDATE') return { timePartitioning: { type: 'DAY' } };
  return column !== undefined && typeOf(column, schema) === 'DATE' ? { timePartitioning: { type: 'DAY', field: column } } : undefined;
}

function specOfCall(call: Call): PartitionSpec | undefined {
  const name = call.name.map((part) => part.name.toUpperCase()).join('.');
  if (name === 'RANGE_BUCKET') return { rangePartitioning: rangeOf(call, new SqlError(FORMS, { at: call.at })) };
  const [source, part] = call.arguments;
  const field = source && columnOf(source.value);
  const type = name === 'DATE' ? 'DAY' : TRUNCATIONS.has(name) && part ? columnOf(part.value)?.toUpperCase() : undefined;
  if (field === undefined || type === undefined || !/^(DAY|HOUR|MONTH|YEAR)$/.test(type)) return undefined;
  return { timePartitioning: field.toUpperCase() === '_PARTITIONTIME' ? { type } : { type, field } };
}

function rangeOf({ arguments: [source, buckets] }: Call, refused: SqlError): RangePartitioning {
  const field = source && columnOf(source.value);
  const array = buckets?.value;
  if (field === undefined || array?.kind !== 'call' || array.name[0]?.name.toUpperCase() !== 'GENERATE_ARRAY') throw refused;
  const [start, end, interval = '1'] = array.arguments.map(({ value }) => wholeNumber(value, refused));
  if (start === undefined || end === undefined) throw refused;
  return { field, range: { start, end, interval } };
}

function wholeNumber(expression: Expression, refused: SqlError): string {
  if (expression.kind === 'int') return expression.text;
  if (expression.kind === 'unary' && expression.operator === '-' && expression.operand.kind === 'int') return `-${expression.operand.text}`;
  throw refused;
}

function columnOf(expression: Expression): string | undefined {
  return expression.kind === 'path' && expression.parts.length === 1 ? expression.parts[0]?.name : undefined;
}

function typeOf(column: string, schema: TableSchema): string | undefined {
  const field = schema.fields[fieldPosition(schema, column)];
  return field && canonicalType(field.type);
}
