import { script } from '../define';
import type { ScriptFunction } from '../function-definition';

type Run = (...values: never[]) => string | bigint | null | readonly string[];

/**
 * Two script functions of one implementation on text: bq_<name> for STRING, and bq_<name>_bytes for BYTES, where each
 * byte is handed over as one character (U+0000 to U+00FF). VARCHAR in `types` becomes BLOB for the second.
 */
export function textAndBytes(name: string, types: string, run: Run): readonly ScriptFunction[] {
  const onBytes = (...values: readonly unknown[]): Uint8Array | bigint | null | readonly Uint8Array[] => {
    const result = run(...(values.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)) as never[]));
    if (typeof result === 'string') return Buffer.from(result, 'latin1');
    return result === null || typeof result === 'bigint' ? result : result.map((part) => Buffer.from(part, 'latin1'));
  };
  return [script(name, types, run), script(`${name}_bytes`, types.replaceAll('VARCHAR', 'BLOB'), onBytes)];
}
