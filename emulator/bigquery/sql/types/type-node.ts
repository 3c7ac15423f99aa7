import { notEmulated, SqlError } from '../sql-error';
import type { TypeNode } from '../syntax/tree';
import { SCALAR_NAMES, type ScalarName, type SqlType } from './sql-type';

/**
 * The type that a text names. Lengths and precisions are left aside.
 * @throws SqlError for a name that is no type, and for types that are not emulated
 */
export function sqlTypeOf(node: TypeNode): SqlType {
  const name = node.name.toUpperCase();
  if (name === 'ARRAY') {
    if (!node.element) throw notEmulated('ARRAY without the type of its elements', node.at);
    const element = sqlTypeOf(node.element);
    if (element.kind === 'ARRAY') throw new SqlError('Arrays of arrays are not supported', { at: node.at });
    return { kind: 'ARRAY', element };
  }
  if (name === 'STRUCT') {
    if (!node.fields) throw notEmulated('STRUCT without the types of its fields', node.at);
    return { kind: 'STRUCT', fields: node.fields.map(({ name: field, type }) => ({ ...(field && { name: field.name }), type: sqlTypeOf(type) })) };
  }
  if (name === 'GEOGRAPHY' || name === 'RANGE') throw notEmulated(`the type ${name}`, node.at);
  const scalar = SCALAR_NAMES.find((known) => known === name);
  if (!scalar) throw new SqlError(`Type not found: ${node.name}`, { at: node.at });
  return { kind: scalar satisfies ScalarName };
}
