import { remembering } from './remembering';

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
export const TEXTS_OF_RULES = { most: 2000, longest: 10_000 };

export const templateOf = remembering(TEXTS_OF_RULES, (text): Template => {
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
