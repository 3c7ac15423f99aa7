const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE, COMMA, NEW_LINE, RETURN, SPACE, TAB] = [...Buffer.from('"\\[]{},\n\r \t')] as [number, number, number, number, number, number, number, number, number, number, number];

/** Cuts JSON text, as it comes, into the values that it holds. */
export interface DocumentCutter {
  /** The values that end in these bytes, each on one line. */
  push(bytes: Uint8Array): Uint8Array[];
  /** What is left at the end of the text: a value that is a word, or one that was broken off. */
  rest(): Uint8Array | undefined;
  /** Bytes of a value that has not ended yet. */
  readonly held: number;
  /** Whether a list has been opened and not closed. */
  readonly isOpen: boolean;
}

/**
 * Values stand one after the other, over as many lines as they like, or are the items of a list that is the whole text.
 * Only brackets and quotes are looked at: whether a value is JSON is for its reader to say.
 */
export function createDocumentCutter(): DocumentCutter {
  /** How many brackets are open, and how many of them hold values: that of a list. */
  let [depth, base] = [0, 0];
  let [isFirst, inText, isEscaped] = [true, false, false];
  let parts: Uint8Array[] = [];
  let held = 0;

  function take(end: Uint8Array): Uint8Array {
    const value = Buffer.concat([...parts, end]);
    parts = [];
    held = 0;
    // Within the texts of JSON there are none.
    for (let at = value.indexOf(NEW_LINE); at >= 0; at = value.indexOf(NEW_LINE, at + 1)) value[at] = SPACE;
    return value;
  }

  function readText(byte: number): void {
    if (isEscaped) isEscaped = false;
    else if (byte === BACKSLASH) isEscaped = true;
    else if (byte === QUOTE) inText = false;
  }

  function opensList(byte: number): boolean {
    if (isSpace(byte)) return false;
    isFirst = false;
    if (byte !== OPEN_LIST) return false;
    depth = base = 1;
    return true;
  }

  /** Whether a byte stands between values. */
  function separates(byte: number): boolean {
    if (depth !== base) return false;
    if (byte !== CLOSE_LIST || base === 0) return byte === COMMA || isSpace(byte);
    depth = base = 0;
    return true;
  }

  /** Whether a byte of a value is its last. */
  function ends(byte: number): boolean {
    if (byte === QUOTE) inText = true;
    else if (byte === OPEN || byte === OPEN_LIST) depth++;
    else if ((byte === CLOSE || byte === CLOSE_LIST) && depth > base) return --depth === base;
    return false;
  }

  return {
    push(bytes) {
      const values: Uint8Array[] = [];
      /** Where the value begins in these bytes that is not over yet. */
      let from = held > 0 ? 0 : -1;
      const end = (to: number): void => {
        if (from >= 0) values.push(take(bytes.subarray(from, to)));
        from = -1;
      };
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] as number;
        if (inText) readText(byte);
        else if (isFirst && opensList(byte)) continue;
        else if (separates(byte)) end(at);
        else {
          if (from < 0) from = at;
          if (ends(byte)) end(at + 1);
        }
      }
      if (from >= 0) {
        parts.push(bytes.subarray(from));
        held += bytes.length - from;
      }
      return values;
    },
    rest: () => (held > 0 ? take(new Uint8Array()) : undefined),
    get held() {
      return held;
    },
    get isOpen() {
      return base === 1;
    },
  };
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === NEW_LINE || byte === RETURN || byte === TAB;
}
