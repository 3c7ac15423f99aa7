/** A line of a file, without its end. */
export interface TextLine {
  readonly number: number;
  readonly text: string;
  /** Where it starts, in UTF-16 units. */
  readonly start: number;
}

/** The lines of a text, numbered from 1. Ends are LF or CR LF; a byte order mark is passed over. */
export function* splitLines(text: string): Iterable<TextLine> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let number = 1; start < text.length; number += 1) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const stop = text.endsWith('\r', end) && end > start ? end - 1 : end;
    yield { number, text: text.slice(start, stop), start };
    start = end + 1;
  }
}

/** Turns places in a text into byte positions of its UTF-8 form. Ask in ascending order: then each part is measured once. */
export function createBytePositions(text: string): (place: number) => number {
  let measuredTo = 0;
  let bytes = 0;
  return (place) => {
    bytes += Buffer.byteLength(text.slice(measuredTo, place));
    measuredTo = place;
    return bytes;
  };
}
