import { script } from '../define';
import type { ScriptFunction } from '../function-definition';

/** A cast, and beside it bq_safe_<name>, which gives NULL where the first fails. What is not emulated fails in both. */
export function castScripts(name: string, types: string, run: ScriptFunction['run']): readonly ScriptFunction[] {
  const attempt = run as (...values: unknown[]) => ReturnType<ScriptFunction['run']>;
  const safe = (...values: unknown[]): ReturnType<ScriptFunction['run']> => {
    try {
      return attempt(...values);
    } catch (error) {
      if (error instanceof Error && error.message.endsWith('is not emulated')) throw error;
      return null;
    }
  };
  return [script(name, types, run), script(`safe_${name}`, types, safe)];
}
