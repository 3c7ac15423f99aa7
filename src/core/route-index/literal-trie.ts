/** Literals by their beginnings: states, of which 0 is the root and each other follows one by a class of character. */
export interface LiteralTrie {
  readonly size: number;
  /** 0 where there is none. */
  readonly firstChild: Int32Array;
  /** The next state that follows the same one; 0 where there is none. */
  readonly sibling: Int32Array;
  /** The class that leads into a state. */
  readonly classes: Uint8Array;
  /** The IDs of the literal that is all of a state. */
  readonly ids: readonly (readonly number[] | undefined)[];
}

/**
 * @param literals folded, and the IDs that belong to each, ascending
 * @param classOf the class of each ASCII character, not 0
 * @param length characters of a literal's end that are taken
 */
export function createLiteralTrie(literals: ReadonlyMap<string, readonly number[]>, classOf: Uint8Array, length: number): LiteralTrie {
  const most = sizeAtMost(literals.keys(), length);
  const [firstChild, sibling, classes] = [new Int32Array(most), new Int32Array(most), new Uint8Array(most)];
  const ids: (readonly number[] | undefined)[] = [undefined];

  function follow(state: number, cls: number): number {
    for (let child = firstChild[state] as number; child !== 0; child = sibling[child] as number) if (classes[child] === cls) return child;
    const added = ids.push(undefined) - 1;
    classes[added] = cls;
    sibling[added] = firstChild[state] as number;
    return (firstChild[state] = added);
  }

  for (const [literal, own] of literals) {
    let state = 0;
    for (let at = Math.max(0, literal.length - length); at < literal.length; at++) state = follow(state, classOf[literal.charCodeAt(at)] as number);
    const known = ids[state];
    ids[state] = known ? [...new Set([...known, ...own])].sort((a, b) => a - b) : own;
  }
  return { size: ids.length, firstChild, sibling, classes, ids };
}

function sizeAtMost(literals: Iterable<string>, length: number): number {
  let size = 1;
  for (const literal of literals) size += Math.min(literal.length, length);
  return size;
}
