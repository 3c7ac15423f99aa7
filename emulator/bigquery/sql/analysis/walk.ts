import { findFunction } from '../functions';
import type { Call, Expression, PathExpression } from '../syntax/tree';

/** Whether an aggregate stands in an expression, those inside of its subqueries left aside. */
export function containsAggregate(value: unknown): boolean {
  return someCall(value, (call) => {
    if (call.over) return false;
    const name = functionName(call);
    return name === 'GROUPING' || findFunction(name)?.kind === 'aggregate';
  });
}

/** Whether a window function stands in an expression. */
export function containsWindow(value: unknown): boolean {
  return someCall(value, ({ over }) => over !== undefined);
}

/** Whether an expression names anything: a literal does not. */
export function containsPath(value: unknown): boolean {
  return someNode(value, ({ kind }) => kind === 'path');
}

/** Every path in an expression, those of subqueries left aside. */
export function pathsOf(value: unknown): readonly PathExpression[] {
  const paths: PathExpression[] = [];
  someNode(value, (node) => {
    if (node.kind === 'path') paths.push(node);
    return false;
  });
  return paths;
}

function functionName({ name }: Call): string {
  const parts = name.map((part) => part.name.toUpperCase());
  return (parts.length > 1 && parts[0] === 'SAFE' ? parts.slice(1) : parts).join('.');
}

function someCall(value: unknown, test: (call: Call) => boolean): boolean {
  return someNode(value, (node) => node.kind === 'call' && test(node));
}

function someNode(value: unknown, test: (node: Expression) => boolean): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  if (Array.isArray(value)) return value.some((item) => someNode(item, test));
  if ('body' in value && 'orderBy' in value) return false;
  if ('kind' in value && 'at' in value && test(value as Expression)) return true;
  return Object.entries(value).some(([key, item]) => key !== 'at' && typeof item === 'object' && someNode(item, test));
}
