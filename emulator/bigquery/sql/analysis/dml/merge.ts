import { raise, textLiteral } from '../../functions/sql-text';
import { SqlError } from '../../sql-error';
import type { Expression } from '../../syntax/tree';
import type { Merge, MergeClause } from '../../syntax/statement';
import { condition } from '../coerce';
import { analyseFrom } from '../query/from';
import type { From } from '../query/from-parts';
import { renamed } from '../query/rename';
import { createFromScope, createRootScope, type Env, type Scope, type ScopeColumn } from '../scope';
import { assignments } from './assignments';
import { assigned, columnPosition, defaultOf, required, rowsAs, valueFor, type Target } from './target';
import { SEVERAL } from './update';

type Match = MergeClause['match'];
interface Clause extends MergeClause { readonly number: number }
interface Merging {
  readonly target: Target;
  readonly source: { readonly name: string; readonly from: From };
  /** The names of the common tables: source rows, pairs, and what is done by kind of match. */
  readonly names: { readonly source: string; readonly pairs: string; readonly by: Readonly<Record<Match, string>> };
  readonly clauses: readonly Clause[];
}

/**
 * The rows of the table after a MERGE. Pairs of rows are found first, then for each pair or lonely row the first clause
 * that applies, and then the rows that each clause makes.
 * @throws SqlError
 */
export function mergeSql(statement: Merge, target: Target): string {
  const { env } = target;
  const root = createRootScope(env);
  const { from, sql: sourceSql, name } = asRelation(analyseFrom(statement.using, { outer: root, lateral: root }), env);
  const names = { source: env.fresh('s'), pairs: env.fresh('p'), by: { 'MATCHED': env.fresh('m'), 'NOT MATCHED BY TARGET': env.fresh('m'), 'NOT MATCHED BY SOURCE': env.fresh('m') } };
  const merging: Merging = { target, source: { name, from }, names, clauses: statement.clauses.map((clause, number) => ({ ...clause, number })) };
  const scope = scopeOf('MATCHED', merging);
  const on = condition(env.analyser.expression(statement.on, { ...scope, clause: 'MERGE ON clause' }), 'MERGE ON clause', env);
  const [t, s] = [target.name, name];
  const tables = [
    `${names.source} AS MATERIALIZED (${sourceSql})`,
    `${names.pairs} AS MATERIALIZED (SELECT ${t}.rowid AS rid, ${s}.sid AS sid FROM ${target.sql} JOIN ${names.source} AS ${s} ON ${on.sql})`,
    ...(['MATCHED', 'NOT MATCHED BY TARGET', 'NOT MATCHED BY SOURCE'] as const).map((match) => `${names.by[match]} AS MATERIALIZED (${chosen(match, merging)})`),
  ];
  const touched = `(SELECT rid FROM ${names.by.MATCHED} WHERE k >= 0 UNION ALL SELECT rid FROM ${names.by['NOT MATCHED BY SOURCE']} WHERE k >= 0)`;
  const kept = `SELECT ${rowsAs('keep', target)} FROM ${target.sql} ANTI JOIN ${touched} AS z ON z.rid = ${t}.rowid`;
  return `WITH ${tables.join(', ')} ${[...merging.clauses.map((clause) => clauseSql(clause, merging)), kept].join(' UNION ALL ')}`;
}

/** The source as one relation with columns of its own, and a number for each row. */
function asRelation(from: From, env: Env): { from: From; sql: string; name: string } {
  const name = env.fresh('t');
  const { list, variables, columns } = renamed(from, name);
  return { from: { sql: name, variables, columns }, sql: `SELECT ${['row_number() OVER () AS sid', ...list].join(', ')} FROM ${from.sql}`, name };
}

function scopeOf(match: Match, { target, source }: Merging): Scope {
  const sides = { 'MATCHED': [target.from, source.from], 'NOT MATCHED BY TARGET': [source.from], 'NOT MATCHED BY SOURCE': [target.from] }[match];
  const scope = createFromScope(createRootScope(target.env), { variables: sides.flatMap(({ variables }) => variables), columns: sides.flatMap(({ columns }) => columns) });
  return { ...scope, clause: 'MERGE clause' };
}

/** Rows of one kind of match, each with the number `k` of the first clause that applies, -1 for none. */
function chosen(match: Match, merging: Merging): string {
  const { target, names, clauses, source: { name: s } } = merging;
  const { env, name: t } = target;
  const whens = clauses.filter((clause) => clause.match === match).map(({ and, number }) => {
    const test = and ? condition(env.analyser.expression(and, scopeOf(match, merging)), 'MERGE condition', env).sql : 'TRUE';
    return `WHEN ${test} THEN ${number}`;
  });
  const k = whens.length > 0 ? `CASE ${whens.join(' ')} ELSE -1 END` : '-1';
  if (match === 'NOT MATCHED BY TARGET') return `SELECT ${s}.sid AS sid, ${k} AS k FROM ${names.source} AS ${s} ANTI JOIN ${names.pairs} ON ${names.pairs}.sid = ${s}.sid`;
  if (match === 'NOT MATCHED BY SOURCE') return `SELECT ${t}.rowid AS rid, ${k} AS k FROM ${target.sql} ANTI JOIN ${names.pairs} ON ${names.pairs}.rid = ${t}.rowid`;
  const rows = `SELECT ${names.pairs}.rid, ${names.pairs}.sid, ${k} AS k FROM ${names.pairs} JOIN ${target.sql} ON ${t}.rowid = ${names.pairs}.rid JOIN ${names.source} AS ${s} ON ${s}.sid = ${names.pairs}.sid`;
  return `SELECT q.rid, q.sid, q.k, count(*) FILTER (WHERE q.k >= 0) OVER (PARTITION BY q.rid) AS matches FROM (${rows}) AS q`;
}

/** The rows that one clause makes. */
function clauseSql(clause: Clause, merging: Merging): string {
  const { target, names, source: { name: s } } = merging;
  const { action, match, number } = clause;
  const { name: t } = target;
  const own = names.by[match];
  const rows = {
    'MATCHED': `FROM ${own} JOIN ${target.sql} ON ${t}.rowid = ${own}.rid JOIN ${names.source} AS ${s} ON ${s}.sid = ${own}.sid`,
    'NOT MATCHED BY TARGET': `FROM ${own} JOIN ${names.source} AS ${s} ON ${s}.sid = ${own}.sid`,
    'NOT MATCHED BY SOURCE': `FROM ${own} JOIN ${target.sql} ON ${t}.rowid = ${own}.rid`,
  }[match];
  const where = `WHERE ${own}.k = ${number}`;
  const done = (what: string): string => (match === 'MATCHED' ? `CASE WHEN ${own}.matches > 1 THEN ${raise(textLiteral(SEVERAL), 'VARCHAR')} ELSE '${what}' END` : `'${what}'`);
  if (action.kind === 'insert') {
    if (match !== 'NOT MATCHED BY TARGET') throw new SqlError('INSERT is allowed in a WHEN NOT MATCHED BY TARGET clause only', { at: clause.at });
    return `SELECT ${insertColumns(clause, merging).join(', ')}, 'insert' AS action, CAST(NULL AS BIGINT) AS rid FROM (SELECT ${insertValues(clause, merging).join(', ')} ${rows} ${where}) AS n`;
  }
  if (match === 'NOT MATCHED BY TARGET') throw new SqlError('UPDATE and DELETE are not allowed in a WHEN NOT MATCHED BY TARGET clause', { at: clause.at });
  const old = target.columns.map((_, n) => `${t}.c${n} AS c${n}`);
  if (action.kind === 'delete') return `SELECT ${old.join(', ')}, ${done('delete')} AS action, ${t}.rowid AS rid ${rows} ${where}`;
  const values = assignments(action.set, { target, scope: scopeOf(match, merging) });
  const inner = target.columns.map((_, n) => `${values.get(n) ?? `${t}.c${n}`} AS c${n}`);
  const outer = target.columns.map((_, n) => `${values.has(n) ? required(`n.c${n}`, n, target) : `n.c${n}`} AS c${n}`);
  return `SELECT ${outer.join(', ')}, n.action, n.rid FROM (SELECT ${inner.join(', ')}, ${done('update')} AS action, ${t}.rowid AS rid ${rows} ${where}) AS n`;
}

function insertColumns(_clause: Clause, { target }: Merging): readonly string[] {
  return target.columns.map((_, n) => `${required(`n.c${n}`, n, target)} AS c${n}`);
}

function insertValues({ action, at, match }: Clause, merging: Merging): readonly string[] {
  const { target, source } = merging;
  if (action.kind !== 'insert') return [];
  const scope = scopeOf(match, merging);
  const positions = action.columns?.map((identifier) => columnPosition(identifier, target)) ?? target.columns.map((_, n) => n);
  const given: readonly (Expression | ScopeColumn)[] = action.values ?? source.from.columns.filter(({ pseudo }) => !pseudo);
  if (given.length !== positions.length) throw new SqlError(`Inserted row has wrong column count; Has ${given.length}, expected ${positions.length}`, { at });
  return target.columns.map((column, n) => {
    const value = given[positions.indexOf(n)];
    if (!positions.includes(n) || !value) return `${defaultOf(n, target, at).sql} AS c${n}`;
    const typed = 'kind' in value ? valueFor(value, n, { target, scope }) : assigned({ type: value.type, sql: value.sql, at }, column, target.env);
    return `${typed.sql} AS c${n}`;
  });
}
