/** What a place of a pattern stands for: one byte of that value, any one byte, or any number of them. */
type Place = number | 'one' | 'many';

const [ONE, MANY, ESCAPE] = Buffer.from('_%\\');

/** Whether bytes match a LIKE pattern, in which `_` is one byte. @throws Error for a pattern that ends within an escape */
export function likeBytes(value: Uint8Array, pattern: Uint8Array): boolean {
  const places = placesOf(pattern);
  let [at, place] = [0, 0];
  let retry: { at: number; place: number } | undefined;
  while (at < value.length) {
    const current = places[place];
    if (current === 'many') {
      retry = { at, place };
      place++;
    } else if (current === 'one' || current === value[at]) {
      at++;
      place++;
    } else if (retry) {
      at = ++retry.at;
      place = retry.place + 1;
    } else return false;
  }
  return places.slice(place).every((rest) => rest === 'many');
}

function placesOf(pattern: Uint8Array): Place[] {
  const places: Place[] = [];
  for (let n = 0; n < pattern.length; n++) {
    const byte = pattern[n] as number;
    if (byte === ESCAPE) {
      const next = pattern[++n];
      if (next === undefined) throw new Error('LIKE pattern ends with a backslash');
      places.push(next);
    } else places.push(byte === ONE ? 'one' : byte === MANY ? 'many' : byte);
  }
  return places;
}
