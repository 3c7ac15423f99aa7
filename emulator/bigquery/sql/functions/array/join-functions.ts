import { nullableScript, scalarsOf } from '../define';
import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { argumentsOf } from '../define';

/** Elements that are NULL are left out, or stand as the given text. */
function joinTexts(values: readonly (string | null)[] | null, delimiter: string | null, nullText: string | null): string | null {
  if (values === null || delimiter === null) return null;
  return values.map((value) => value ?? nullText).filter((value) => value !== null).join(delimiter);
}

function joinBytes(values: readonly (Uint8Array | null)[] | null, delimiter: Uint8Array | null, nullText: Uint8Array | null): Uint8Array | null {
  if (values === null || delimiter === null) return null;
  const parts = values.map((value) => value ?? nullText).filter((value) => value !== null);
  return Buffer.concat(parts.flatMap((part, n) => (n === 0 ? [part] : [delimiter, part])));
}

/** ARRAY_TO_STRING. */
export const JOIN_FUNCTIONS: readonly FunctionDefinition[] = [
  scalarsOf('Array')('ARRAY_TO_STRING', {
    '(ARRAY<STRING>, STRING) -> STRING': (call) => `bq_join_texts(${argumentsOf(call).join(', ')}, CAST(NULL AS VARCHAR))`,
    '(ARRAY<STRING>, STRING, STRING) -> STRING': (call) => joinOrNull('bq_join_texts', argumentsOf(call)),
    '(ARRAY<BYTES>, BYTES) -> BYTES': (call) => `bq_join_bytes(${argumentsOf(call).join(', ')}, CAST(NULL AS BLOB))`,
    '(ARRAY<BYTES>, BYTES, BYTES) -> BYTES': (call) => joinOrNull('bq_join_bytes', argumentsOf(call)),
  }),
];

/** A text for NULL that is NULL itself makes the result NULL. */
function joinOrNull(name: string, values: readonly string[]): string {
  return `CASE WHEN ${values[2] ?? ''} IS NULL THEN NULL ELSE ${name}(${values.join(', ')}) END`;
}

export const JOIN_SCRIPTS: readonly ScriptFunction[] = [
  nullableScript('join_texts', 'VARCHAR[], VARCHAR, VARCHAR -> VARCHAR', joinTexts),
  nullableScript('join_bytes', 'BLOB[], BLOB, BLOB -> BLOB', joinBytes),
];
