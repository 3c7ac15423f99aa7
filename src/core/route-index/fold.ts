/** The letters outside ASCII that a case-insensitive pattern takes for an ASCII one: ſ and the Kelvin sign. */
const LONG_S = 0x17f;
const KELVIN = 0x212a;

/**
 * A code unit or code point as the index sees it: ASCII in lower case, with ſ and the Kelvin sign among it; 0 for all else.
 * What a pattern tells apart the index may not: its candidates are verified.
 */
export function foldCode(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  if (code === LONG_S) return 115;
  return code === KELVIN ? 107 : 0;
}
