import type { Type } from 'avsc';
import type { TableFieldSchema } from '../../../../src/core/job-resource';
import { FileFault } from '../file-table';
import type { Row } from '../row';
import { mapped, typeOf } from './avro-library';
import { countField, declareName, memberOf, resolveName, type AvroObject, type AvroScope } from './avro-names';
import { enumShape, fixedShape, scalarShape } from './avro-scalars';
import type { AvroReadOptions, AvroShape } from './avro-shape';
import { listType } from './list-type';

interface Place {
  readonly scope: AvroScope;
  readonly options: AvroReadOptions;
  /** The field's names from the top, joined by dots. */
  readonly path: string;
  readonly depth: number;
}

/** BigQuery has 15 levels of records; a union, a list and an object may stand around each. */
const MAX_DEPTH = 100;

/**
 * What an Avro schema becomes in BigQuery.
 * @throws FileFault for a schema that is broken, recursive, or has lists of lists or unions of several types
 */
export function shapeOf(schema: unknown, outer: Place): AvroShape {
  const place = { ...outer, depth: outer.depth + 1 };
  if (place.depth > MAX_DEPTH) throw new FileFault(`The Avro schema is nested more than ${MAX_DEPTH} levels deep.`);
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
  const members = given.map((field: unknown) => {
    const name = isObject(field) ? memberOf(field, 'name') : undefined;
    if (!isObject(field) || typeof name !== 'string') throw new FileFault(`The Avro record ${fullName} has a field without a name.`);
    countField(scope);
    const { avro, ...shape } = shapeOf(memberOf(field, 'type'), { ...place, scope, path: place.path === '' ? name : `${place.path}.${name}` });
    return { avro, field: fieldOf(name, shape, memberOf(field, 'doc')) };
  });
  const fields = members.flatMap(({ field }) => field ?? []);
  if (fields.length === 0) throw new FileFault(`The Avro record ${fullName} has no field that is more than null, so that it has no columns.`);
  return { type: 'RECORD', mode: 'REQUIRED', fields, avro: rowType(members) };
}

/** A record whose values are lists of those of its fields that BigQuery has. */
function rowType(members: readonly { readonly avro: Type; readonly field: TableFieldSchema | undefined }[]): Type {
  const record = typeOf({ type: 'record', fields: members.map(({ avro }, position) => ({ name: `f${position}`, type: avro })) });
  return mapped(record, (value: Row) => Object.values(value).filter((_, position) => members[position]?.field));
}

function unionShape(branches: readonly unknown[], place: Place): AvroShape {
  const shapes = branches.map((branch) => shapeOf(branch, place));
  const [kept, ...more] = shapes.filter(({ type }) => type !== undefined);
  if (more.length > 0 || shapes.length > (kept ? 2 : 1)) throw new FileFault(`The Avro field ${place.path} is a union of several types, which is not emulated.`);
  if (shapes.length === 0 || shapes.some(({ avro }) => avro.typeName.startsWith('union'))) throw new FileFault(`The Avro field ${place.path} is a union of nothing, or of another union.`);
  const avro = typeOf(shapes.map((shape) => shape.avro));
  if (kept?.mode === 'REPEATED') return { ...kept, avro: mapped(avro, (value: Row | null) => value ?? []) };
  return { ...kept, mode: shapes.length > 1 ? 'NULLABLE' : 'REQUIRED', avro };
}

function arrayShape(schema: AvroObject, place: Place): AvroShape {
  const items = shapeOf(memberOf(schema, 'items'), place);
  if (items.mode === 'REPEATED') throw new FileFault(`The Avro field ${place.path} is a list of lists, which BigQuery does not have.`);
  const avro = mapped(listType(items.avro), (values: Row) => {
    if (items.type !== undefined && values.includes(null)) throw new FileFault(`Only optional fields can be set to NULL. Field: ${place.path}; Value: NULL`);
    return values;
  });
  return { ...items, mode: 'REPEATED', avro };
}

/** A map is encoded as a list of records is; as one, it keeps its order and every key. */
function mapShape(schema: AvroObject, place: Place): AvroShape {
  const { avro, ...values } = shapeOf(memberOf(schema, 'values'), { ...place, path: `${place.path}.value` });
  const key = shapeOf('string', place);
  const members = [{ avro: key.avro, field: fieldOf('key', key) }, { avro, field: fieldOf('value', values) }];
  const fields = members.flatMap(({ field }) => field ?? []);
  if (fields.length < members.length) throw new FileFault(`The Avro field ${place.path} is a map of nothing but null.`);
  return { type: 'RECORD', mode: 'REPEATED', fields, avro: listType(rowType(members)) };
}

function fieldOf(name: string, { type, mode, fields }: Omit<AvroShape, 'avro'>, doc?: unknown): TableFieldSchema | undefined {
  if (type === undefined) return undefined;
  return { name, type, mode, ...(fields && { fields }), ...(typeof doc === 'string' && doc !== '' && { description: doc }) };
}

function isObject(value: unknown): value is AvroObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
