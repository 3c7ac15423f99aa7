import { formatTable } from '../../../../../src/core/table-ref';
import { notEmulated, SqlError } from '../../sql-error';
import type { FromItem, Identifier, TableFunctionItem, TableReferenceItem } from '../../syntax/tree';
import { resolveParts } from '../resolve-path';
import { createRootScope, type Scope } from '../scope';
import type { From } from './from-parts';
import { join } from './join';
import { ofColumns, ofOrdered, ofRelation } from './relation-item';
import { applyOperators } from './table-operators';
import { tableFunction } from './table-function';
import { unnest } from './unnest';

/** Where an item of FROM stands: `outer` is around the SELECT, `lateral` sees the items to the left too. */
interface Place { readonly outer: Scope; readonly lateral: Scope }

/** An item of FROM. @throws SqlError */
export function analyseFrom(item: FromItem, place: Place): From {
  switch (item.kind) {
    case 'table':
      return applyOperators(item, tableReference(item, place), place.outer);
    case 'unnest': {
      const array = place.lateral.env.analyser.expression(item.value, { ...place.lateral, clause: 'UNNEST expression' });
      return applyOperators(item, unnest({ array, ...(item.alias && { alias: item.alias }), ...(item.withOffset && { withOffset: item.withOffset }) }, place.outer), place.outer);
    }
    case 'subquery': {
      const relation = place.outer.env.analyser.query(item.query, place.outer);
      return applyOperators(item, (item.ordered ? ofOrdered : ofRelation)(relation, item.alias?.name, place.outer), place.outer);
    }
    case 'parenthesized': {
      const inner = analyseFrom(item.item, place);
      return applyOperators(item, inner, place.outer);
    }
    case 'table-function':
      return applyOperators(item, ofTableFunction(item, place.outer), place.outer);
    case 'join':
      return join(item, place, analyseFrom);
  }
}

function ofTableFunction(item: TableFunctionItem, outer: Scope): From {
  return ofRelation(tableFunction(item, outer), item.alias?.name ?? item.name.at(-1)?.name, outer);
}

function tableReference(item: TableReferenceItem, { outer, lateral }: Place): From {
  const { path, systemTime, withOffset } = item;
  const [first, second] = path as readonly [Identifier, Identifier?];
  const alias = item.alias?.name ?? path.at(-1)!.name;
  if (second) {
    const array = lateral.lookup(first.name) || isCorrelated(first, outer) ? resolveParts(path, { ...lateral, clause: 'FROM clause' }) : undefined;
    if (array) return unnest({ array, alias: item.alias ?? path.at(-1)!, ...(withOffset && { withOffset }) }, outer);
  }
  if (withOffset) throw new SqlError('WITH OFFSET can only be used with array scans', { at: withOffset.at });
  if (systemTime) refusePast(item);
  const common = second ? undefined : outer.commonTable(first.name);
  const name = outer.env.fresh('t');
  if (common) return ofColumns({ sql: `${common.alias} AS ${name}`, name, columns: common.columns, valueTable: common.valueTable }, alias);
  return catalogTable(item, { alias, name, outer });
}

function isCorrelated(first: Identifier, outer: Scope): boolean {
  for (let around: Scope | undefined = outer; around; around = around.parent) {
    if (around.lookup(first.name)) return true;
  }
  return false;
}

function catalogTable({ path, at }: TableReferenceItem, { alias, name, outer }: { alias: string; name: string; outer: Scope }): From {
  const { env } = outer;
  const found = env.context.findTable(path);
  if (found.kind === 'table') {
    for (const ref of found.references) env.references.set(formatTable(ref), ref);
    const columns = [...found.columns, ...found.pseudoColumns];
    return ofColumns({ sql: `${found.sql} AS ${name}`, name, columns, valueTable: false, pseudo: found.columns.length }, alias);
  }
  const key = formatTable(found.ref);
  if (env.inlining.includes(key)) throw new SqlError(`View ${key} refers to itself`, { at });
  env.references.set(key, found.ref);
  const scope = createRootScope({ ...env, context: found.context, inlining: [...env.inlining, key] });
  return ofRelation(env.analyser.query(found.query, scope), alias, outer);
}

/** Only the present is there. */
function refusePast({ systemTime, at }: TableReferenceItem): void {
  const present = systemTime?.kind === 'call' && systemTime.arguments.length === 0 && systemTime.name.at(-1)?.name.toUpperCase() === 'CURRENT_TIMESTAMP';
  if (!present) throw notEmulated('FOR SYSTEM_TIME AS OF a time other than CURRENT_TIMESTAMP()', at);
}
