import type { TypeNode } from './tree';

const PLACES: ReadonlySet<string> = new Set(['at', 'operatorAt', 'end']);

/** A syntax tree as one line for tests: `(kind field=value …)`, without places, empty lists and what is false. */
export function showTree(node: unknown): string {
  if (node instanceof Uint8Array) return Buffer.from(node).toString('hex');
  if (Array.isArray(node)) return `[${node.map(showTree).join(' ')}]`;
  if (typeof node !== 'object' || node === null) return String(node);
  if ('quoted' in node && 'name' in node) return node.quoted === true ? `\`${String(node.name)}\`` : String(node.name);
  if ('parameters' in node && !('kind' in node)) return showType(node as TypeNode);
  const fields = Object.entries(node).filter(([name, value]) => name !== 'kind' && !isLeftOut(name, value));
  const shown = fields.map(([name, value]) => (['left', 'right', 'operator', 'parts', 'text', 'value'].includes(name) ? showTree(value) : `${name}=${showTree(value)}`));
  return `(${['kind' in node ? String(node.kind) : '', ...shown].filter((part) => part !== '').join(' ')})`;
}

function isLeftOut(name: string, value: unknown): boolean {
  if (name === 'end') return typeof value === 'number';
  return PLACES.has(name) || value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}

function showType(type: TypeNode): string {
  const parameters = type.parameters.length > 0 ? `(${type.parameters.join(',')})` : '';
  const fields = type.fields?.map((field) => (field.name ? `${field.name.name} ` : '') + showType(field.type)).join(', ');
  const inside = type.element ? showType(type.element) : fields;
  return type.name + parameters + (inside === undefined ? '' : `<${inside}>`);
}
