import { DispatchError } from '../../../src/core/errors';

/** The name that GoogleSQL gives each type; older and shorter names stand for one of these. */
export type CanonicalType =
  | 'STRING' | 'BYTES' | 'INT64' | 'FLOAT64' | 'NUMERIC' | 'BIGNUMERIC' | 'BOOL'
  | 'TIMESTAMP' | 'DATE' | 'TIME' | 'DATETIME' | 'INTERVAL' | 'GEOGRAPHY' | 'JSON' | 'STRUCT';

/** A type whose values have no parts of their own. */
export type ScalarType = Exclude<CanonicalType, 'STRUCT'>;

const CANONICAL_TYPES: ReadonlyMap<string, CanonicalType> = new Map<string, CanonicalType>([
  ['STRING', 'STRING'],
  ['BYTES', 'BYTES'],
  ['INTEGER', 'INT64'],
  ['INT64', 'INT64'],
  ['FLOAT', 'FLOAT64'],
  ['FLOAT64', 'FLOAT64'],
  ['NUMERIC', 'NUMERIC'],
  ['DECIMAL', 'NUMERIC'],
  ['BIGNUMERIC', 'BIGNUMERIC'],
  ['BIGDECIMAL', 'BIGNUMERIC'],
  ['BOOLEAN', 'BOOL'],
  ['BOOL', 'BOOL'],
  ['TIMESTAMP', 'TIMESTAMP'],
  ['DATE', 'DATE'],
  ['TIME', 'TIME'],
  ['DATETIME', 'DATETIME'],
  ['INTERVAL', 'INTERVAL'],
  ['GEOGRAPHY', 'GEOGRAPHY'],
  ['JSON', 'JSON'],
  ['RECORD', 'STRUCT'],
  ['STRUCT', 'STRUCT'],
]);

/** Every spelling of a type that a schema may use. */
export const TYPE_NAMES: readonly string[] = [...CANONICAL_TYPES.keys()];

/** The canonical type of a name in any case, or `undefined` if no type is called so. */
export function findCanonicalType(type: string): CanonicalType | undefined {
  return CANONICAL_TYPES.get(type.toUpperCase());
}

/**
 * The canonical type of a schema's type name, in any case.
 * @throws DispatchError INVALID_VALUE if no type is called so.
 */
export function canonicalType(type: string): CanonicalType {
  const canonical = findCanonicalType(type);
  if (canonical === undefined) {
    throw new DispatchError('INVALID_VALUE', `Column type ${JSON.stringify(type)} is not known.`, {
      hint: `Use one of ${TYPE_NAMES.join(', ')}.`,
    });
  }
  return canonical;
}
