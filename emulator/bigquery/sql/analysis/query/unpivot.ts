import { textLiteral } from '../../functions/sql-text';
import { notEmulated, SqlError } from '../../sql-error';
import type { Expression, Identifier, TableOperator } from '../../syntax/tree';
import { formatType, INT64, sameType, STRING, type SqlType } from '../../types/sql-type';
import { packOf } from '../expression/constructors';
import { structField } from '../field-access';
import type { Relation, RelationColumn } from '../relation';
import type { Scope, ScopeColumn } from '../scope';
import type { From } from './from-parts';

type Unpivot = TableOperator & { readonly kind: 'unpivot' };

/** UNPIVOT(values FOR name IN (columns)): a row for each of the columns. @throws SqlError for columns of several types */
export function unpivot(operator: Unpivot, from: From, outer: Scope): Relation {
  const groups = operator.columns.map(({ columns, label }) => ({ columns: columns.map((identifier) => columnNamed(identifier, from)), label }));
  const first = groups[0]!;
  for (const { columns } of groups) {
    if (columns.length !== operator.valueColumns.length) throw new SqlError('UNPIVOT has another number of columns than of values', { at: operator.at });
    for (const [n, { type }] of columns.entries()) {
      const wanted = first.columns[n]!.type;
      if (!sameType(type, wanted)) throw new SqlError(`The datatype of column does not match with other datatypes in the IN clause. Expected ${formatType(wanted)}, Found ${formatType(type)}`, { at: operator.at });
    }
  }
  const labels = groups.map(({ label }, n) => labelOf(label, operator.columns[n]!.columns));
  const labelType: SqlType = labels.every(({ type }) => type.kind === 'INT64') ? INT64 : STRING;
  if (labels.some(({ type }) => type.kind !== labelType.kind)) throw new SqlError('UNPIVOT labels must be all STRING or all INT64', { at: operator.at });
  const name = outer.env.fresh('t');
  const rows = groups.map(({ columns }, n) => packOf([...columns, labels[n]!]));
  const used = new Set(groups.flatMap(({ columns }) => columns.map(({ sql }) => sql)));
  const left = from.columns.filter(({ sql, pseudo }) => !pseudo && !used.has(sql));
  const kept = left.map(({ sql }, n) => `${sql} AS l${n}`);
  const list = [...left.map((_, n) => `${name}.l${n}`), ...[...first.columns, labelType].map((_, n) => structField(`${name}.u`, n))];
  const nulls = operator.valueColumns.map((_, n) => `${structField(`${name}.u`, n)} IS NOT NULL`);
  const where = operator.includeNulls ? '' : ` WHERE ${nulls.join(' OR ')}`;
  const columns: readonly RelationColumn[] = [
    ...left.map((column) => ({ ...(column.name !== undefined && { name: column.name }), type: column.type })),
    ...operator.valueColumns.map(({ name: own }, n) => ({ name: own, type: first.columns[n]!.type })),
    { name: operator.nameColumn.name, type: labelType },
  ];
  const source = `SELECT ${[...kept, `unnest([${rows.join(', ')}]) AS u`].join(', ')} FROM ${from.sql}`;
  const sql = `SELECT ${list.map((column, n) => `${column} AS c${n}`).join(', ')} FROM (${source}) AS ${name}${where}`;
  return { sql, columns, valueTable: false };
}

function columnNamed({ name, at }: Identifier, from: From): ScopeColumn {
  const found = from.columns.filter((column) => column.name?.toLowerCase() === name.toLowerCase());
  if (!found[0]) throw new SqlError(`Unrecognized name: ${name}`, { at });
  if (found.length > 1) throw new SqlError(`Column name ${name} is ambiguous`, { at });
  return found[0];
}

function labelOf(label: Expression | undefined, columns: readonly Identifier[]): { readonly type: SqlType; readonly sql: string } {
  if (!label) return { type: STRING, sql: textLiteral(columns.map(({ name }) => name).join('_')) };
  if (label.kind === 'string') return { type: STRING, sql: textLiteral(label.value) };
  if (label.kind === 'int') return { type: INT64, sql: `CAST(${BigInt(label.text)} AS BIGINT)` };
  throw notEmulated('a label of UNPIVOT that is no literal', label.at);
}
