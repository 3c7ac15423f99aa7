import { FileFault } from '../file-table';

export type AvroObject = Readonly<Record<string, unknown>>;

/** The named types of a schema as they are met, and the namespace that names stand in. */
export interface AvroScope {
  readonly namespace: string;
  /** Records, enums and fixeds by their full names. */
  readonly known: Map<string, AvroObject>;
  /** Full names of the records that are being read, from the outside in. */
  readonly open: readonly string[];
  /** How many fields there are so far, a type's again wherever it stands. */
  readonly met: { fields: number };
}

/** BigQuery's limit of columns, nested ones among them. */
const MAX_FIELDS = 10_000;

export function createAvroScope(): AvroScope {
  return { namespace: '', known: new Map(), open: [], met: { fields: 0 } };
}

/** A member of a schema, or `undefined`; what every object has by birth is none. */
export function memberOf(schema: AvroObject, name: string): unknown {
  return Object.hasOwn(schema, name) ? schema[name] : undefined;
}

/** Notes a named type. @returns its full name and the namespace of what stands in it */
export function declareName(schema: AvroObject, scope: AvroScope): { fullName: string; namespace: string } {
  const name = memberOf(schema, 'name');
  if (typeof name !== 'string' || name === '') throw new FileFault('The Avro schema has a named type without a name.');
  const given = memberOf(schema, 'namespace');
  const dot = name.lastIndexOf('.');
  const namespace = dot >= 0 ? name.slice(0, dot) : typeof given === 'string' ? given : scope.namespace;
  const fullName = dot >= 0 || namespace === '' ? name : `${namespace}.${name}`;
  scope.known.set(fullName, schema);
  return { fullName, namespace };
}

/** The type that a name stands for: in the namespace around it, or as it is. */
export function resolveName(name: string, { namespace, known }: AvroScope): { fullName: string; schema: AvroObject } {
  const fullName = !name.includes('.') && known.has(`${namespace}.${name}`) ? `${namespace}.${name}` : name;
  const schema = known.get(fullName);
  if (!schema) throw new FileFault(`The Avro schema names the unknown type ${JSON.stringify(name)}.`);
  return { fullName, schema };
}

/** A short schema may name a type many times over, in which others are named as often. @throws FileFault beyond 10,000 fields */
export function countField({ met }: AvroScope): void {
  met.fields += 1;
  if (met.fields > MAX_FIELDS) throw new FileFault(`The Avro schema has more than ${MAX_FIELDS} fields.`);
}
