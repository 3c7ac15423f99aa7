import { findNameFault } from '../field-name';

/** How names of columns that BigQuery refuses are changed: not at all, to ASCII, or to what flexible names allow. */
export type CharacterMap = 'STRICT' | 'V1' | 'V2';

/** Names made fit and told apart by number; empty ones are named after their place. */
export function fitColumnNames(names: readonly string[], map: CharacterMap): string[] {
  if (map === 'STRICT') return [...names];
  const taken = new Set<string>();
  return names.map((name, position) => {
    const fit = fitName(name.trim(), map) || `col_${position}`;
    let unique = fit;
    for (let number = 1; taken.has(unique.toLowerCase()); number += 1) unique = `${fit}_${number}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function fitName(name: string, map: CharacterMap): string {
  const replaced = map === 'V1' ? name.replace(/\W/g, '_').replace(/^(?=\d)/, '_') : name.replace(/[^\p{L}\p{M}\p{N}_&%=+:'<>#|\- ]/gu, '_');
  const short = replaced.slice(0, 300);
  return short === '' || findNameFault(short) === undefined ? short : `_${short}`.slice(0, 300);
}
