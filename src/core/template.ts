/** `$Name` or `${Name}` (R19), with dots for parts of a response, `$Data.id` (R17). */
const VARIABLE = /\$(?:\{([A-Za-z_]\w*(?:\.\w+)*)\}|([A-Za-z_]\w*(?:\.\w+)*))/g;

/** A variable in a text. */
export interface Reference {
  /** As it stands, `${Name}`. */
  readonly whole: string;
  readonly name: string;
  /** In braces a name ends there; without them its dotted parts may be text behind it. */
  readonly isBraced: boolean;
  /** Where it stands. */
  readonly at: number;
}

/** A text cut at its variables: texts and variables in turn, a text at both ends. */
export interface Template {
  readonly texts: readonly string[];
  readonly references: readonly Reference[];
}

/** Rules have a few texts for a million jobs. */
const MAX_REMEMBERED = 2000;
const MAX_LENGTH = 10_000;

/** A function of texts that remembers what it made of short ones. */
export function remembering<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (text.length > MAX_LENGTH) return made;
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(text, made);
    return made;
  };
}

export const templateOf = remembering((text): Template => {
  const [texts, references]: [string[], Reference[]] = [[], []];
  let place = 0;
  for (const { 0: whole, 1: braced, 2: bare, index } of text.matchAll(VARIABLE)) {
    texts.push(text.slice(place, index));
    references.push({ whole, name: braced ?? bare ?? '', isBraced: braced !== undefined, at: index });
    place = index + whole.length;
  }
  texts.push(text.slice(place));
  return { texts, references };
});

/** The text with each variable replaced. */
export function fill({ texts, references }: Template, valueOf: (reference: Reference) => string): string {
  let filled = texts[0] as string;
  for (let at = 0; at < references.length; at++) filled += valueOf(references[at] as Reference) + (texts[at + 1] as string);
  return filled;
}

/** The variable that a reference means: as many of its dotted parts as make a known one; and what is left. */
export function nameIn({ name, isBraced }: Reference, known: (name: string) => boolean): readonly [name: string, rest: string] {
  if (isBraced || known(name) || !name.includes('.')) return [name, ''];
  for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
    if (known(name.slice(0, end))) return [name.slice(0, end), name.slice(end)];
  }
  const [first = ''] = name.split('.');
  return [first, name.slice(first.length)];
}
