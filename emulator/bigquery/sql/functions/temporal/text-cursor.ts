/** A place in a text that goes forward as things are read; every read leaves it alone where the text does not fit. */
export interface TextCursor {
  readonly atEnd: () => boolean;
  /** The next character; '' at the end. */
  readonly next: () => string;
  /** Passes what a sticky pattern matches here, and gives it. */
  readonly matched: (pattern: RegExp) => string | undefined;
  readonly skipSpaces: () => void;
  /** Whether the text goes on with this; if so it is passed. */
  readonly take: (expected: string) => boolean;
  /** A number of at most so many digits, between two bounds; `undefined` for anything else. */
  readonly number: (digits: number, low: number, high: number) => number | undefined;
  /** The index of the name, whole or by its first three letters, in any case. */
  readonly name: (names: readonly string[]) => number | undefined;
}

export function createTextCursor(text: string): TextCursor {
  let at = 0;

  function matched(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function take(expected: string): boolean {
    if (!text.startsWith(expected, at)) return false;
    at += expected.length;
    return true;
  }

  function goesOnWith(name: string): boolean {
    return text.slice(at, at + name.length).toLowerCase() === name.toLowerCase();
  }

  return {
    atEnd: () => at >= text.length,
    next: () => text[at] ?? '',
    matched,
    skipSpaces: () => void matched(/\s*/y),
    take,
    number(digits, low, high) {
      const found = matched(new RegExp(`\\d{1,${digits}}`, 'y'));
      const value = Number(found);
      return found === undefined || value < low || value > high ? undefined : value;
    },
    name(names) {
      const whole = names.findIndex(goesOnWith);
      const index = whole === -1 ? names.findIndex((name) => goesOnWith(name.slice(0, 3))) : whole;
      const name = names[index];
      if (name === undefined) return undefined;
      at += whole === -1 ? 3 : name.length;
      return index;
    },
  };
}
