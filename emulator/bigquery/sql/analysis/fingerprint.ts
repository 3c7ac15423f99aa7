import type { Expression, PathExpression } from '../syntax/tree';

/** A text that two expressions share when they are the same but for spelling and place; `spell` gives the text of a path. */
export function createFingerprint(spell: (path: PathExpression) => string | undefined): (expression: Expression) => string {
  const known = new WeakMap<object, string>();

  function print(value: unknown): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value !== 'object' || value === null) return String(value);
    if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
    let text = known.get(value);
    if (text === undefined) known.set(value, (text = Array.isArray(value) ? `[${value.map(print).join()}]` : printNode(value)));
    return text;
  }

  function printNode(node: object): string {
    if ('kind' in node && node.kind === 'path') {
      const path = node as PathExpression;
      const own = spell(path);
      if (own !== undefined) return `{${own}}`;
    }
    if ('quoted' in node && 'name' in node) return String(node.name).toLowerCase();
    const fields = Object.entries(node).filter(([key, item]) => key !== 'at' && key !== 'operatorAt' && item !== undefined);
    return `{${fields.map(([key, item]) => `${key}:${print(item)}`).join()}}`;
  }

  return print;
}
