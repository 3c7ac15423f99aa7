import type { Expression } from '../syntax/tree';

/** The name that an expression gives its column where no alias stands: the last part of a path; `undefined` for all others. */
export function implicitAlias(expression: Expression): string | undefined {
  if (expression.kind === 'path') return expression.parts.at(-1)?.name;
  if (expression.kind === 'field') return expression.name.name;
  return undefined;
}
