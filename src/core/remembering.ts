export interface Memory {
  /** Texts that are remembered; when there are more, all are forgotten. */
  readonly most: number;
  /** Characters of a text that is remembered. */
  readonly longest: number;
}

/** A function of texts that remembers what it made of them, since the same few come a million times. */
export function remembering<T>({ most, longest }: Memory, make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (text.length > longest) return made;
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
}
