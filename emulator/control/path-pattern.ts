/**
 * Whether a path fits a pattern in which each `*` stands for any text, none included, and all else for itself.
 * Takes time in the length of both, whatever the pattern.
 */
export function fitsPattern(path: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return path === pattern;
  const last = rest.pop() as string;
  if (!path.startsWith(first) || path.length < first.length + last.length || !path.endsWith(last)) return false;
  let from = first.length;
  const end = path.length - last.length;
  for (const part of rest) {
    const found = path.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
