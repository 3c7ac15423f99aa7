/** Quoted text, an escape, a class, or the begin of a group with a name. */
const TOKENS = /\\Q[^]*?(?:\\E|$)|\\[^]|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|\(\?P?<\w+>/g;

/** An RE2 expression with its groups unnamed: Go lets a name be declared twice, which re2js does not, and no filter asks for one. */
export function withoutGroupNames(expression: string): string {
  if (!expression.includes('(?')) return expression;
  return expression.replace(TOKENS, (token) => (token.startsWith('(?') ? '(' : token));
}
