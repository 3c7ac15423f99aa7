import type { RangePartitioning, TableFieldSchema, TableResource, TimePartitioning } from '../../../../src/core/job-resource';
import { canonicalType } from '../../data/canonical-type';
import { fieldMode } from '../../data/schema';
import { fieldPosition } from '../../table-data';
import { nameText, optionsText, stringText, typeText } from './sql-text';
import { tableOptions } from './table-options';

/** The statement that makes a table or view like this one: `ddl` of INFORMATION_SCHEMA.TABLES. */
export function tableDdl(resource: TableResource): string {
  const { tableReference: { projectId, datasetId, tableId }, view } = resource;
  const name = `\`${projectId}.${datasetId}.${tableId}\``;
  const options = optionsText(tableOptions(resource));
  if (view) return `CREATE VIEW ${name}${options}\nAS ${view.query};`;
  const columns = resource.schema ? `\n(\n${[...resource.schema.fields.map((field) => `  ${columnText(field)}`), ...constraintTexts(resource)].join(',\n')}\n)` : '';
  return `CREATE TABLE ${name}${columns}${partitionText(resource)}${clusterText(resource)}${options};`;
}

function columnText(field: TableFieldSchema): string {
  const { name, description, defaultValueExpression } = field;
  return [
    `${nameText(name)} ${typeText(field)}`,
    ...(defaultValueExpression ? [`DEFAULT ${defaultValueExpression}`] : []),
    ...(fieldMode(field) === 'REQUIRED' ? ['NOT NULL'] : []),
    ...(description === undefined ? [] : [`OPTIONS(description=${stringText(description)})`]),
  ].join(' ');
}

function constraintTexts({ tableConstraints }: TableResource): string[] {
  const { primaryKey, foreignKeys = [] } = tableConstraints ?? {};
  const list = (names: readonly string[]): string => names.map(nameText).join(', ');
  return [
    ...(primaryKey ? [`  PRIMARY KEY (${list(primaryKey.columns)}) NOT ENFORCED`] : []),
    ...foreignKeys.map(({ name, referencedTable: { projectId, datasetId, tableId }, columnReferences }) => {
      const own = list(columnReferences.map(({ referencingColumn }) => referencingColumn));
      const theirs = list(columnReferences.map(({ referencedColumn }) => referencedColumn));
      return `  ${name ? `CONSTRAINT ${nameText(name)} ` : ''}FOREIGN KEY (${own}) REFERENCES \`${projectId}.${datasetId}.${tableId}\`(${theirs}) NOT ENFORCED`;
    }),
  ];
}

function partitionText({ timePartitioning, rangePartitioning, schema = { fields: [] } }: TableResource): string {
  if (rangePartitioning) return `\nPARTITION BY ${rangeText(rangePartitioning)}`;
  if (!timePartitioning) return '';
  const field = timePartitioning.field === undefined ? undefined : schema.fields[fieldPosition(schema, timePartitioning.field)];
  return `\nPARTITION BY ${timeText(timePartitioning, field && canonicalType(field.type))}`;
}

function timeText({ type, field }: TimePartitioning, column: string | undefined): string {
  const part = type.toUpperCase();
  if (field === undefined) return part === 'DAY' ? '_PARTITIONDATE' : `TIMESTAMP_TRUNC(_PARTITIONTIME, ${part})`;
  if (part !== 'DAY') return `${column}_TRUNC(${nameText(field)}, ${part})`;
  return column === 'DATE' ? nameText(field) : `DATE(${nameText(field)})`;
}

function rangeText({ field, range: { start, end, interval } }: RangePartitioning): string {
  return `RANGE_BUCKET(${nameText(field)}, GENERATE_ARRAY(${start}, ${end}, ${interval}))`;
}

function clusterText({ clustering }: TableResource): string {
  return clustering ? `\nCLUSTER BY ${clustering.fields.map(nameText).join(', ')}` : '';
}
