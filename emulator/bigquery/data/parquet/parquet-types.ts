import type { TableFieldSchema } from '../../../../src/core/job-resource';
import { FileFault } from '../file-table';
import type { Row, Value } from '../row';
import type { ParquetNode } from './parquet-node';
import { scalarShape } from './parquet-scalars';
import type { ParquetReadOptions, ParquetShape } from './parquet-shape';

/** Modes that an extract noted in its file, by the field's path: what DuckDB does not write itself. */
export type NotedModes = ReadonlyMap<string, string>;

interface Place {
  readonly options: ParquetReadOptions;
  readonly modes: NotedModes;
  readonly path: string;
}

/** A field of a file: what it is in BigQuery, and how its values, null among them, are taken over. */
export interface ParquetField {
  readonly field: TableFieldSchema;
  readonly convert: (value: unknown) => Value;
}

/** @throws FileFault for types that BigQuery does not load, or that are not emulated */
export function fieldOfNode(node: ParquetNode, around: Omit<Place, 'path'> & { path?: string }): ParquetField {
  const path = around.path ? `${around.path}.${node.name}` : node.name;
  const shape = shapeOf(node, { ...around, path });
  const { type, fields } = shape;
  const mode = shape.mode === 'NULLABLE' && around.modes.get(path) === 'REQUIRED' ? 'REQUIRED' : shape.mode;
  return { field: { name: node.name, type, mode, ...(fields && { fields }) }, convert: (value) => convertOptional(value, { ...shape, mode }, path) };
}

function convertOptional(value: unknown, { mode, convert }: ParquetShape, path: string): Value {
  if (value !== null && value !== undefined) return convert(value);
  if (mode === 'REPEATED') return [];
  if (mode === 'REQUIRED') throw new FileFault(`Only optional fields can be set to NULL. Field: ${path}; Value: NULL`);
  return null;
}

function shapeOf(node: ParquetNode, place: Place): ParquetShape {
  const annotation = node.logical?.replace(/\(.*$/s, '') ?? node.converted;
  const single = node.physical === undefined ? groupShape(node, annotation, place) : { ...scalarShape(node, place.options), mode: modeOf(node) };
  if (node.repetition !== 'REPEATED') return single;
  return listOf(single, place.path);
}

function groupShape(node: ParquetNode, annotation: string | undefined, place: Place): ParquetShape {
  const [only] = node.children;
  if ((annotation === 'LIST' || annotation === 'ListType') && only?.repetition === 'REPEATED') return listShape(node, only, place);
  if (/^MAP|^MapType$/.test(annotation ?? '') && only?.repetition === 'REPEATED') return mapShape(node, only, place);
  if (node.children.length === 0) throw new FileFault(`The Parquet column ${place.path} is a group of nothing.`);
  const fields = node.children.map((child) => fieldOfNode(child, place));
  return { type: 'RECORD', mode: modeOf(node), fields: fields.map(({ field }) => field), convert: (value) => convertStruct(value, fields) };
}

/** A list is REPEATED where inference is asked for; else it is what it is made of: a RECORD of a repeated RECORD. */
function listShape(node: ParquetNode, repeated: ParquetNode, place: Place): ParquetShape {
  const element = elementOf(repeated, node);
  const inferred = place.options.enableListInference === true || place.modes.get(place.path) === 'REPEATED';
  if (inferred) {
    return listOf(shapeOf(element === repeated ? { ...repeated, repetition: 'REQUIRED' } : element, place), place.path);
  }
  const inner = { ...place, path: `${place.path}.${repeated.name}` };
  const items = element === repeated ? shapeOf({ ...repeated, repetition: 'REQUIRED' }, inner) : wrap(fieldOfNode(element, inner));
  const list = listOf(items, inner.path);
  const field = { name: repeated.name, type: list.type, mode: list.mode, ...(list.fields && { fields: list.fields }) };
  return { type: 'RECORD', mode: modeOf(node), fields: [field], convert: (value) => [list.convert(value)] };
}

function mapShape(node: ParquetNode, repeated: ParquetNode, place: Place): ParquetShape {
  const inner = { ...place, path: `${place.path}.${repeated.name}` };
  const [key, value] = repeated.children.map((child) => fieldOfNode(child, inner));
  if (!key || !value) throw new FileFault(`The Parquet column ${place.path} is a map without values.`);
  const fields = [key.field, value.field];
  const convert = (map: unknown): Row => (map as { entries: readonly { key: unknown; value: unknown }[] }).entries.map((entry) => [key.convert(entry.key), value.convert(entry.value)]);
  if (place.options.mapAsList) return { type: 'RECORD', mode: 'REPEATED', fields, convert };
  const field = { name: repeated.name, type: 'RECORD', mode: 'REPEATED', fields };
  return { type: 'RECORD', mode: modeOf(node), fields: [field], convert: (map) => [convert(map)] };
}

/** What a list holds, by the rules for older forms: https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists. */
function elementOf(repeated: ParquetNode, list: ParquetNode): ParquetNode {
  const [only, ...others] = repeated.children;
  if (!only || others.length > 0 || repeated.name === 'array' || repeated.name === `${list.name}_tuple`) return repeated;
  return only;
}

function wrap({ field, convert }: ParquetField): ParquetShape {
  return { type: 'RECORD', mode: 'REQUIRED', fields: [field], convert: (value) => [convert(value)], takesNull: true };
}

function listOf(items: ParquetShape, path: string): ParquetShape {
  if (items.mode === 'REPEATED') throw new FileFault(`The Parquet column ${path} is a list of lists, which BigQuery does not have.`);
  const convertItem = (item: unknown): Value => {
    if ((item === null || item === undefined) && !items.takesNull) throw new FileFault(`Only optional fields can be set to NULL. Field: ${path}; Value: NULL`);
    return items.convert(item);
  };
  const { type, fields } = items;
  return { type, fields, mode: 'REPEATED', convert: (value) => (value as { items: readonly unknown[] }).items.map(convertItem) };
}

function convertStruct(value: unknown, fields: readonly ParquetField[]): Row {
  const { entries } = value as { entries: Readonly<Record<string, unknown>> };
  return fields.map(({ field, convert }) => {
    if (!Object.hasOwn(entries, field.name)) throw new FileFault(`The Parquet field ${field.name} cannot be read.`);
    return convert(entries[field.name]);
  });
}

function modeOf({ repetition }: ParquetNode): 'REQUIRED' | 'NULLABLE' {
  return repetition === 'OPTIONAL' ? 'NULLABLE' : 'REQUIRED';
}
