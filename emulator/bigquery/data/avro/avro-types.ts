import type { TableFieldSchema } from '../../../../src/core/job-resource';
import { FileFault } from '../file-table';
import type { Value } from '../row';
import type { AvroCursor } from './avro-cursor';
import { declareName, memberOf, resolveName, type AvroObject, type AvroScope } from './avro-names';
import { enumShape, fixedShape, scalarShape } from './avro-scalars';
import { required, type AvroReadOptions, type AvroShape } from './avro-shape';

interface Place {
  readonly scope: AvroScope;
  readonly options: AvroReadOptions;
  /** The field's names from the top, joined by dots. */
  readonly path: string;
}

/**
 * What an Avro schema becomes in BigQuery.
 * @throws FileFault for a schema that is broken, recursive, or has lists of lists or unions of several types
 */
export function shapeOf(schema: unknown, place: Place): AvroShape {
  if (typeof schema === 'string') return shapeOfName(schema, {}, place);
  if (Array.isArray(schema)) return unionShape(schema, place);
  if (!isObject(schema)) throw new FileFault(`The Avro schema has no type for ${place.path || 'its rows'}.`);
  const type = memberOf(schema, 'type');
  switch (type) {
    case 'record':
    case 'error':
      return recordShape(schema, place);
    case 'enum':
      declareName(schema, place.scope);
      return enumShape(schema);
    case 'fixed':
      declareName(schema, place.scope);
      return fixedShape(schema, place.options);
    case 'array':
      return arrayShape(schema, place);
    case 'map':
      return mapShape(schema, place);
    default:
      return typeof type === 'string' ? shapeOfName(type, schema, place) : shapeOf(type, place);
  }
}

function shapeOfName(name: string, annotations: AvroObject, place: Place): AvroShape {
  const scalar = scalarShape(name, annotations, place.options);
  if (scalar) return scalar;
  const { fullName, schema } = resolveName(name, place.scope);
  if (place.scope.open.includes(fullName)) throw new FileFault(`The Avro type ${fullName} holds itself, at ${place.path}; recursive types are not emulated.`);
  const dot = fullName.lastIndexOf('.');
  return shapeOf(schema, { ...place, scope: { ...place.scope, namespace: dot < 0 ? '' : fullName.slice(0, dot) } });
}

function recordShape(schema: AvroObject, place: Place): AvroShape {
  const { fullName, namespace } = declareName(schema, place.scope);
  const given = memberOf(schema, 'fields');
  if (!Array.isArray(given)) throw new FileFault(`The Avro record ${fullName} has no fields.`);
  const scope = { ...place.scope, namespace, open: [...place.scope.open, fullName] };
  const fields: TableFieldSchema[] = [];
  const readers = given.map((field: unknown) => {
    const name = isObject(field) ? memberOf(field, 'name') : undefined;
    if (!isObject(field) || typeof name !== 'string') throw new FileFault(`The Avro record ${fullName} has a field without a name.`);
    const shape = shapeOf(memberOf(field, 'type'), { ...place, scope, path: place.path === '' ? name : `${place.path}.${name}` });
    const made = fieldOf(name, shape, memberOf(field, 'doc'));
    if (made) fields.push(made);
    return { read: shape.read, kept: made !== undefined };
  });
  return { ...required('RECORD', (cursor) => readRecord(cursor, readers)), fields };
}

function readRecord(cursor: AvroCursor, readers: readonly { read: AvroShape['read']; kept: boolean }[]): Value {
  const row: Value[] = [];
  for (const { read, kept } of readers) {
    const value = read(cursor);
    if (kept) row.push(value);
  }
  return row;
}

function unionShape(branches: readonly unknown[], place: Place): AvroShape {
  const shapes = branches.map((branch) => shapeOf(branch, place));
  const kept = shapes.filter(({ type }) => type !== undefined);
  if (kept.length > 1) throw new FileFault(`The Avro field ${place.path} is a union of several types, which is not emulated.`);
  const empty: Value = kept[0]?.mode === 'REPEATED' ? [] : null;
  const read = (cursor: AvroCursor): Value => {
    const shape = shapes[cursor.count()];
    if (!shape) throw new FileFault('The Avro file has a value that is none of its union.');
    return shape.read(cursor) ?? empty;
  };
  if (!kept[0]) return { mode: 'NULLABLE', read };
  return { ...kept[0], mode: kept[0].mode === 'REPEATED' ? 'REPEATED' : shapes.length > 1 ? 'NULLABLE' : kept[0].mode, read };
}

function arrayShape(schema: AvroObject, place: Place): AvroShape {
  const items = shapeOf(memberOf(schema, 'items'), place);
  if (items.mode === 'REPEATED') throw new FileFault(`The Avro field ${place.path} is a list of lists, which BigQuery does not have.`);
  const read = (cursor: AvroCursor): Value => readBlocks(cursor, () => present(items.read(cursor), items, place));
  return { ...items, mode: 'REPEATED', read };
}

function mapShape(schema: AvroObject, place: Place): AvroShape {
  const values = shapeOf(memberOf(schema, 'values'), { ...place, path: `${place.path}.value` });
  const value = fieldOf('value', values, undefined);
  if (!value) throw new FileFault(`The Avro field ${place.path} is a map of nothing but null.`);
  const read = (cursor: AvroCursor): Value => readBlocks(cursor, () => [cursor.string(), values.read(cursor)]);
  return { type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'key', type: 'STRING', mode: 'REQUIRED' }, value], read };
}

function present(value: Value, { type }: AvroShape, { path }: Place): Value {
  if (value === null && type !== undefined) throw new FileFault(`Only optional fields can be set to NULL. Field: ${path}; Value: NULL`);
  return value;
}

/** The items of a list or map, which come in blocks; one whose count is negative also tells its size. */
function readBlocks(cursor: AvroCursor, readItem: () => Value): Value {
  const items: Value[] = [];
  for (let count = cursor.count(); count !== 0; count = cursor.count()) {
    if (count < 0) cursor.count();
    if (items.length + Math.abs(count) > MAX_ITEMS) throw new FileFault(`The Avro file has a list of more than ${MAX_ITEMS} items.`);
    for (let index = Math.abs(count); index > 0; index -= 1) items.push(readItem());
  }
  return items;
}

/** Items may take no byte at all, so that a short file could ask for any number of them. */
const MAX_ITEMS = 10_000_000;

function fieldOf(name: string, { type, mode, fields }: AvroShape, doc: unknown): TableFieldSchema | undefined {
  if (type === undefined) return undefined;
  return { name, type, mode, ...(fields && { fields }), ...(typeof doc === 'string' && doc !== '' && { description: doc }) };
}

function isObject(value: unknown): value is AvroObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
