import { raise, textLiteral } from '../../functions/sql-text';
import type { Delete, Update } from '../../syntax/statement';
import { condition } from '../coerce';
import { analyseFrom } from '../query/from';
import { createFromScope, createRootScope, type Scope } from '../scope';
import { assignments } from './assignments';
import { required, rowsAs, type Target } from './target';

/** Fails where a row of the target is matched by several of the source. */
export const SEVERAL = 'UPDATE/MERGE must match at most one source row for each target row';

/** The rows of the table after an UPDATE. @throws SqlError */
export function updateSql(statement: Update, target: Target): string {
  const { env, name } = target;
  const root = createRootScope(env);
  const from = statement.from && analyseFrom(statement.from, { outer: root, lateral: createFromScope(root, target.from) });
  const both = from ? { variables: [...target.from.variables, ...from.variables], columns: [...target.from.columns, ...from.columns] } : target.from;
  const scope: Scope = { ...createFromScope(root, both), clause: 'UPDATE SET clause' };
  const where = condition(env.analyser.expression(statement.where, { ...scope, clause: 'WHERE clause' }), 'WHERE clause', env);
  const values = [...assignments(statement.set, { target, scope })];
  const found = env.fresh('m');
  const list = [`${name}.rowid AS rid`, ...values.map(([, sql], n) => `${sql} AS n${n}`), ...(from ? [`count(*) OVER (PARTITION BY ${name}.rowid) AS matches`] : [])];
  const source = from ? ` CROSS JOIN ${from.joined ? `(${from.sql})` : from.sql}` : '';
  const matched = `${found} AS MATERIALIZED (SELECT ${list.join(', ')} FROM ${target.sql}${source} WHERE ${where.sql})`;
  const columns = target.columns.map((_, n) => {
    const position = values.findIndex(([column]) => column === n);
    return `${position < 0 ? `${name}.c${n}` : required(`${found}.n${position}`, n, target)} AS c${n}`;
  });
  const action = from ? `CASE WHEN ${found}.matches > 1 THEN ${raise(textLiteral(SEVERAL), 'VARCHAR')} ELSE 'update' END` : "'update'";
  const updated = `SELECT ${columns.join(', ')}, ${action} AS action, ${name}.rowid AS rid FROM ${target.sql} JOIN ${found} ON ${found}.rid = ${name}.rowid`;
  return `WITH ${matched} ${updated} UNION ALL SELECT ${rowsAs('keep', target)} FROM ${target.sql} ANTI JOIN ${found} ON ${found}.rid = ${name}.rowid`;
}

/** The rows of the table after a DELETE, and the deleted ones. @throws SqlError */
export function deleteSql(statement: Delete, target: Target): string {
  const { env, name } = target;
  const scope: Scope = { ...createFromScope(createRootScope(env), target.from), clause: 'WHERE clause' };
  const where = condition(env.analyser.expression(statement.where, scope), 'WHERE clause', env);
  const found = env.fresh('m');
  const matched = `${found} AS MATERIALIZED (SELECT ${name}.rowid AS rid FROM ${target.sql} WHERE ${where.sql})`;
  const of = `FROM ${target.sql}`;
  const on = `JOIN ${found} ON ${found}.rid = ${name}.rowid`;
  return `WITH ${matched} SELECT ${rowsAs('delete', target)} ${of} ${on} UNION ALL SELECT ${rowsAs('keep', target)} ${of} ANTI ${on}`;
}
