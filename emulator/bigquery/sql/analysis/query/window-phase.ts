import type { Position } from '../../syntax/position';
import { SqlError } from '../../sql-error';
import type { Identifier, WindowSpecification } from '../../syntax/tree';
import { inherit } from '../call/window';
import type { NamedWindow, Scope, SortKey } from '../scope';
import type { TypedExpression } from '../typed-expression';
import type { Phase } from './phase';

type Windows = readonly { readonly name: Identifier; readonly window: WindowSpecification }[];

/** The rows with the values of window functions beside them, each computed once; `qualify` is added behind. */
export function windowPhase(before: Phase, windows: Windows, qualify: () => string | undefined): Phase {
  const { scope: inner } = before;
  const name = inner.env.fresh('t');
  const columns: string[] = [];
  const byName = namedWindows(windows);
  let last: readonly SortKey[] = [];
  const noteWindow = (keys: readonly SortKey[]): void => {
    if (keys.length > 0) last = keys;
  };

  function pass(value: TypedExpression): TypedExpression {
    if (value.literal) return value;
    const same = value.volatile ? -1 : columns.indexOf(value.sql);
    const index = same >= 0 ? same : columns.push(value.sql) - 1;
    return { type: value.type, sql: `${name}.x${index}`, at: value.at };
  }

  const window = (make: (scope: Scope) => TypedExpression, at: Position): TypedExpression => {
    const value = make({ ...inner, clause: 'window function', noteWindow, namedWindow: ({ name: wanted }) => byName.get(wanted.toLowerCase()) });
    return pass({ ...value, at });
  };
  const { aggregate, computed, grouping } = inner;
  const scope: Scope = {
    ...inner,
    place: (root, fields, spelt) => pass(inner.place(root, fields, spelt)),
    window,
    ...(aggregate && { aggregate: (make, at) => pass(aggregate(make, at)) }),
    ...(grouping && { grouping: (expression, at) => pass(grouping(expression, at)) }),
    ...(computed && {
      computed: (expression) => {
        const value = computed(expression);
        return value && pass(value);
      },
    }),
  };
  return {
    scope,
    order: () => last.map(({ item, value }) => ({ item, value: pass(value) })),
    sql: () => {
      const filter = qualify();
      const list = columns.length > 0 ? columns.map((sql, n) => `${sql} AS x${n}`).join(', ') : '1 AS x0';
      return ` FROM (SELECT ${list}${before.sql()}) AS ${name}${filter === undefined ? '' : ` WHERE ${filter}`}`;
    },
  };
}

/** The windows of a WINDOW clause, those that build on others filled in. @throws SqlError for names that repeat */
function namedWindows(windows: Windows): ReadonlyMap<string, NamedWindow> {
  const byName = new Map<string, NamedWindow>();
  for (const { name, window } of windows) {
    const key = name.name.toLowerCase();
    if (byName.has(key)) throw new SqlError(`Duplicate window alias ${name.name}`, { at: name.at });
    const base = window.base && byName.get(window.base.name.toLowerCase());
    if (window.base && !base) throw new SqlError(`Unrecognized window alias ${window.base.name}`, { at: window.base.at });
    byName.set(key, base ? inherit(base, window) : window);
  }
  return byName;
}
