import { notEmulated, SqlError } from '../../sql-error';
import type { CommonTable, FromItem, Query, QueryBody, SetOperation } from '../../syntax/tree';
import type { Relation, RelationColumn } from '../relation';
import type { CommonRelation, Scope } from '../scope';
import { widened } from './set-operation';
import type { Tail } from './tail';

type AnalyseBody = (body: QueryBody, tail: Tail, scope: Scope) => Relation;

/** The tables of a WITH clause, in the scope of its query. @throws SqlError for names that repeat */
export function withTables(clause: NonNullable<Query['with']>, outer: Scope, analyseBody: AnalyseBody): { readonly scope: Scope; readonly sql: string } {
  const { env } = outer;
  const known = new Map<string, CommonRelation>();
  const scope: Scope = { ...outer, commonTable: (name) => known.get(name.toLowerCase()) ?? outer.commonTable(name) };
  const parts: string[] = [];
  let recursive = false;
  for (const table of clause.tables) {
    const key = table.name.name.toLowerCase();
    if (known.has(key)) throw new SqlError(`Duplicate alias ${table.name.name} for WITH subquery`, { at: table.name.at });
    const alias = env.fresh('t');
    const own = clause.recursive && refersTo(table.query, key);
    recursive ||= own;
    const relation = own ? recursiveTable(table, { alias, scope, known, analyseBody }) : env.analyser.query(table.query, scope);
    const { columns, valueTable } = relation;
    known.set(key, { alias, columns, valueTable });
    parts.push(`${alias} AS (${relation.sql})`);
  }
  return { scope: { ...scope }, sql: `WITH ${recursive ? 'RECURSIVE ' : ''}${parts.join(', ')}` };
}

interface Around { readonly alias: string; readonly scope: Scope; readonly known: Map<string, CommonRelation>; readonly analyseBody: AnalyseBody }

/** base UNION ALL step, where the step reads what came before it. */
function recursiveTable({ name, query }: CommonTable, { alias, scope, known, analyseBody }: Around): Relation {
  const { env } = scope;
  const body = unwrapped(query);
  const key = name.name.toLowerCase();
  if (body?.kind !== 'set' || (body.operator !== 'UNION ALL' && body.operator !== 'UNION DISTINCT')) {
    throw new SqlError(`Recursive CTE ${name.name} must be a UNION ALL of a non-recursive and a recursive term`, { at: name.at });
  }
  if (body.match) throw notEmulated('A recursive CTE that matches columns by name', body.match.at);
  const base = body.inputs.filter((input) => !refersTo(input, key));
  const steps = body.inputs.filter((input) => refersTo(input, key));
  if (base.length === 0 || steps.length !== 1 || body.inputs.at(-1) !== steps[0]) {
    throw new SqlError(`Recursive reference in ${name.name} must stand in the last term of its UNION ALL only`, { at: name.at });
  }
  const first: QueryBody = base.length === 1 ? base[0]! : ({ ...body, inputs: base } satisfies SetOperation);
  const anchor = analyseBody(first, { orderBy: [] }, scope);
  const columns: readonly RelationColumn[] = anchor.columns.map(({ name: own, type }) => ({ ...(own !== undefined && { name: own }), type }));
  known.set(key, { alias, columns, valueTable: anchor.valueTable });
  const step = analyseBody(steps[0]!, { orderBy: [] }, scope);
  known.delete(key);
  if (step.columns.length !== columns.length) throw new SqlError(`Recursive term of ${name.name} has another number of columns than its base term`, { at: name.at });
  refuseWider(step, columns, name);
  const operator = body.operator === 'UNION ALL' ? 'UNION ALL' : 'UNION';
  return { ...anchor, columns, sql: `(${widened(anchor, columns, env)}) ${operator} (${widened(step, columns, env)})` };
}

function refuseWider(step: Relation, columns: readonly RelationColumn[], { name, at }: CommonTable['name']): void {
  for (const [n, { type }] of step.columns.entries()) {
    const order = ['INT64', 'NUMERIC', 'BIGNUMERIC', 'FLOAT64'];
    if (order.indexOf(type.kind) > order.indexOf(columns[n]!.type.kind)) {
      throw new SqlError(`Cannot coerce column ${n + 1} from recursive term's type ${type.kind} to base term's type ${columns[n]!.type.kind} in recursive query ${name}`, { at });
    }
  }
}

function unwrapped(query: Query): QueryBody | undefined {
  if (query.with || query.orderBy.length > 0 || query.limit) return undefined;
  return query.body.kind === 'parenthesized' ? unwrapped(query.body.query) : query.body;
}

/** Whether a table of that name is read anywhere inside. */
function refersTo(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  if (Array.isArray(value)) return value.some((item) => refersTo(item, name));
  if ('kind' in value && value.kind === 'table' && 'path' in value) {
    const { path } = value as FromItem & { kind: 'table' };
    if (path.length === 1 && path[0]!.name.toLowerCase() === name) return true;
  }
  return Object.values(value).some((item) => refersTo(item, name));
}
