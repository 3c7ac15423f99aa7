/** A place in SQL text: line and column from 1, as BigQuery's messages count, and the offset from 0 in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export const START: Position = { line: 1, column: 1, offset: 0 };

const TAB_WIDTH = 8;
const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;

/** The position of a later offset of the same text. A tab leads to the next tab stop; a character beyond 16 bits counts once. */
export function advance(from: Position, text: string, offset: number): Position {
  let { line, column } = from;
  for (let n = from.offset; n < offset; n++) {
    const code = text.charCodeAt(n);
    if (code === NEWLINE || (code === RETURN && text.charCodeAt(n + 1) !== NEWLINE)) {
      line++;
      column = 1;
    } else if (code === TAB) {
      column += TAB_WIDTH - ((column - 1) % TAB_WIDTH);
    } else if (code < 0xdc00 || code > 0xdfff) {
      column++;
    }
  }
  return { line, column, offset };
}
