import { isIgnoredFile } from './ignored-file';

/** Below the 255 of most file systems. */
const MAX_PART_BYTES = 200;
/** macOS takes 1,024 for a whole path, and the workspace and the bucket stand before the name. */
const MAX_NAME_BYTES = 800;

/** Windows: reserved characters and devices; macOS: code points that are not assigned. */
const REFUSED_CHARACTER = /[<>:"\\|?*\p{Cc}\p{Cn}\p{Cs}]/u;
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;

/**
 * Picks the object names that can all be paths below one folder, on every disk.
 * Left out are names that some disk refuses, `a` beside `a/b`, and of names that differ only in case or
 * Unicode normalisation all but the first.
 * @param names in the order of their bytes
 */
export function chooseSafePaths(names: Iterable<string>): Set<string> {
  const candidates = [...names].filter(isSafePath).map(pathOf);
  const folders = new Set(candidates.flatMap(({ steps }) => steps.slice(0, -1).map(({ folded }) => folded)));
  const spellings = new Map<string, string>();
  const chosen = new Set<string>();
  for (const { name, folded, steps } of candidates) {
    const clashes = steps.some((step) => (spellings.get(step.folded) ?? step.spelling) !== step.spelling);
    if (clashes || folders.has(folded)) continue;
    for (const step of steps) spellings.set(step.folded, step.spelling);
    chosen.add(name);
  }
  return chosen;
}

function isSafePath(name: string): boolean {
  const parts = name.split('/');
  return Buffer.byteLength(name) <= MAX_NAME_BYTES && parts.every(isSafePart) && !isIgnoredFile(parts.at(-1) ?? '');
}

/** `.git` is left out because git would lose what lies in it. */
function isSafePart(part: string): boolean {
  if (part === '' || Buffer.byteLength(part) > MAX_PART_BYTES) return false;
  return !REFUSED_CHARACTER.test(part) && !/[. ]$/.test(part) && !DEVICE.test(part) && part.toLowerCase() !== '.git';
}

interface Step {
  readonly spelling: string;
  readonly folded: string;
}

/** The name with the folders on the way to it and, last, itself; each also as disks compare them. */
function pathOf(name: string): { name: string; folded: string; steps: Step[] } {
  const folded = fold(name);
  const parts = name.split('/');
  const foldedParts = folded.split('/');
  const steps = parts.map((_, index) => ({
    spelling: parts.slice(0, index + 1).join('/'),
    folded: foldedParts.slice(0, index + 1).join('/'),
  }));
  return { name, folded, steps };
}

/** Texts that any disk takes for the same name become equal: by case, normalisation and invisible characters. */
function fold(text: string): string {
  const visible = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return visible.normalize('NFD').toLowerCase().toUpperCase().normalize('NFD');
}
