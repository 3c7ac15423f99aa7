import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import type { Position } from './position';
import type { FromItem, JoinItem } from './tree';

interface JoinContext {
  readonly first: FromItem;
  /** Reads the right side of a join. */
  readonly table: () => FromItem;
  /** Whether commas join. */
  readonly comma: boolean;
}
type Condition = Pick<JoinItem, 'on' | 'using'> & { readonly at: Position; readonly word: 'ON' | 'USING' };
interface Link {
  readonly at: Position;
  readonly type: JoinItem['type'];
  readonly right: FromItem;
  readonly conditions: readonly Condition[];
}

/** The joins behind a table; the table itself where there are none. @throws SqlError */
export function parseJoins(cursor: Cursor, context: JoinContext): FromItem {
  const links: Link[] = [];
  for (;;) {
    const { at } = cursor;
    const type = parseJoinType(cursor, context.comma);
    if (type === undefined) break;
    if ((type === 'RIGHT' || type === 'FULL') && links.some((link) => link.type === 'COMMA')) {
      throw new SqlError(`Syntax error: ${type} JOIN must be parenthesized when following a comma join.  Also, if the preceding comma join is a correlated CROSS JOIN that unnests an array, then CROSS JOIN syntax must be used in place of the comma join`, { at });
    }
    if (cursor.is('@', '{')) throw notEmulated('A hint', cursor.at);
    links.push({ at, type, right: context.table(), conditions: parseConditions(cursor) });
  }
  return links.some((link) => link.conditions.length > 1) ? nestedJoins(context.first, links) : plainJoins(context.first, links);
}

function parseJoinType(cursor: Cursor, comma: boolean): JoinItem['type'] | undefined {
  if (comma && cursor.take(',')) return 'COMMA';
  if (cursor.take('JOIN')) return 'INNER';
  if (cursor.is('NATURAL')) throw notEmulated('NATURAL JOIN', cursor.at);
  for (const type of ['CROSS', 'INNER', 'LEFT', 'RIGHT', 'FULL'] as const) {
    if (!cursor.is(type)) continue;
    const afterOuter = cursor.peek(1).upper === 'OUTER' ? 2 : 1;
    if (['UNION', 'INTERSECT', 'EXCEPT'].includes(cursor.peek(afterOuter).upper)) return undefined;
    cursor.next();
    if (type !== 'CROSS' && type !== 'INNER') cursor.take('OUTER');
    cursor.expect('JOIN');
    return type;
  }
  return undefined;
}

function parseConditions(cursor: Cursor): Condition[] {
  const conditions: Condition[] = [];
  for (;;) {
    const { at } = cursor;
    if (cursor.take('ON')) conditions.push({ at, word: 'ON', on: cursor.expression() });
    else if (cursor.take('USING')) conditions.push({ at, word: 'USING', using: cursor.parenthesized(() => cursor.identifier()) });
    else return conditions;
  }
}

function joined(left: FromItem, link: Link, condition: Condition | undefined): JoinItem {
  const { at, type, right } = link;
  return { kind: 'join', at, type, left, right, ...(condition?.on ? { on: condition.on } : {}), ...(condition?.using ? { using: condition.using } : {}) };
}

function plainJoins(first: FromItem, links: readonly Link[]): FromItem {
  return links.reduce<FromItem>((left, link) => joined(left, link, link.conditions[0]), first);
}

/** a JOIN b JOIN c ON x ON y: each condition belongs to the last join that has none. */
function nestedJoins(first: FromItem, links: readonly Link[]): FromItem {
  const open: { item: FromItem; link?: Link }[] = [{ item: first }];
  for (const link of links) {
    if (link.type === 'CROSS' || link.type === 'COMMA') {
      const last = open[open.length - 1] as { item: FromItem };
      last.item = joined(last.item, link, undefined);
    } else {
      open.push({ item: link.right, link });
    }
    for (const condition of link.conditions) {
      const last = open.pop();
      const before = open[open.length - 1];
      if (!last?.link || !before) throw tooManyConditions(links, condition);
      before.item = joined(before.item, { ...last.link, right: last.item }, condition);
    }
  }
  const bare = open.find((one) => one.link)?.link;
  if (bare) throw tooFewConditions(links, bare);
  return (open[0] as { item: FromItem }).item;
}

function counts(links: readonly Link[]): { conditions: number; joins: number } {
  return {
    conditions: links.reduce((sum, link) => sum + link.conditions.length, 0),
    joins: links.filter((link) => link.type !== 'CROSS' && link.type !== 'COMMA').length,
  };
}

function tooManyConditions(links: readonly Link[], { at, word }: Condition): SqlError {
  const { conditions, joins } = counts(links);
  return new SqlError(`Syntax error: The number of join conditions is ${conditions} but the number of joins that require a join condition is ${joins > 1 || joins === 0 ? joins : 'only 1'}. Unexpected keyword ${word}`, { at });
}

function tooFewConditions(links: readonly Link[], { at, type }: Link): SqlError {
  const { conditions, joins } = counts(links);
  return new SqlError(`Syntax error: The number of join conditions is ${conditions} but the number of joins that require a join condition is ${joins}. ${type} JOIN must have an immediately following ON or USING clause`, { at });
}
