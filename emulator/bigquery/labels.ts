const MAX_LABELS = 64;
/** At most 63 letters without upper case, digits, dashes and underscores of any script. */
const SIGNS = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;

/** Why BigQuery refuses labels, or `undefined` where it does not. */
export function labelsProblem(labels: Readonly<Record<string, string>> = {}): string | undefined {
  const entries = Object.entries(labels);
  if (entries.length > MAX_LABELS) return `At most ${MAX_LABELS} labels are allowed, found ${entries.length}`;
  for (const [key, value] of entries) {
    if (!/^[\p{Ll}\p{Lo}]/u.test(key) || !isLabelText(key)) return `Invalid label key ${JSON.stringify(key)}: ${RULE}, beginning with a letter`;
    if (!isLabelText(value)) return `Invalid label value ${JSON.stringify(value)}: ${RULE}`;
  }
  return undefined;
}

const RULE = 'at most 63 lower-case letters, digits, underscores and dashes';

function isLabelText(text: string): boolean {
  return SIGNS.test(text);
}
