import { foldCode } from './fold';
import { createLiteralTrie, type LiteralTrie } from './literal-trie';

/** Cells of an automaton at most; 4 bytes each. Longer literals are cut to their ends until it fits. */
const MAX_CELLS = 6_000_000;
/** The ends that are tried. */
const LENGTHS = [32, 16, 12, 8, 6, 4, 3, 2];

/** Finds which of many literals a text contains, in one pass over it (Aho and Corasick, 1975). */
export interface LiteralAutomaton {
  /** Calls `found` once for each literal that occurs in the text, with its IDs in ascending order. */
  search(text: string, found: (ids: readonly number[]) => void): void;
}

/** @param literals folded, and the IDs that belong to each, ascending */
export function createLiteralAutomaton(literals: ReadonlyMap<string, readonly number[]>): LiteralAutomaton {
  const { ofCode, count } = createClasses(literals.keys());
  const trie = fittingTrie(literals, { ofCode, count });
  const { next, firstEnd, endBehind } = link(trie, count);
  const { ids } = trie;
  /** The search in which the literal of a state was found last. */
  const seen = new Float64Array(trie.size);
  let searches = 0;

  return {
    search(text, found) {
      searches++;
      let row = 0;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        row = next[row + (ofCode[code < 128 ? code : foldCode(code)] as number)] as number;
        if (row >= 0) continue;
        row = ~row;
        for (let end = firstEnd[row / count] as number; end !== 0 && seen[end] !== searches; end = endBehind[end] as number) {
          seen[end] = searches;
          found(ids[end] as readonly number[]);
        }
      }
    },
  };
}

/** Characters that occur in literals, numbered; 0 is any other. Upper case counts as lower. */
interface Classes {
  readonly ofCode: Uint8Array;
  readonly count: number;
}

function createClasses(literals: Iterable<string>): Classes {
  const ofCode = new Uint8Array(128);
  let count = 1;
  for (const literal of literals) {
    for (let at = 0; at < literal.length; at++) {
      const code = literal.charCodeAt(at);
      if (ofCode[code] === 0) ofCode[code] = count++;
    }
  }
  for (let code = 65; code <= 90; code++) ofCode[code] = ofCode[code + 32] as number;
  return { ofCode, count };
}

function fittingTrie(literals: ReadonlyMap<string, readonly number[]>, { ofCode, count }: Classes): LiteralTrie {
  for (const length of LENGTHS) {
    const trie = createLiteralTrie(literals, ofCode, length);
    if (trie.size * count <= MAX_CELLS) return trie;
  }
  return createLiteralTrie(literals, ofCode, 1);
}

interface Links {
  /** By the row of a state and a class of character the row of the state after it, as its complement where a literal ends there. */
  readonly next: Int32Array;
  /** The state of the longest literal that ends in a state, itself included; 0 where none does. */
  readonly firstEnd: Int32Array;
  /** The state of the next shorter one. */
  readonly endBehind: Int32Array;
}

/** Leads each state on where its literals end or fail: to the longest end of it that begins another one. */
function link({ size, firstChild, sibling, classes, ids }: LiteralTrie, count: number): Links {
  const next = new Int32Array(size * count);
  const [fails, firstEnd, endBehind] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const queue = new Int32Array(size);
  let queued = 1;
  for (let head = 0; head < queued; head++) {
    const state = queue[head] as number;
    const fail = (fails[state] as number) * count;
    const row = state * count;
    endBehind[state] = firstEnd[fails[state] as number] as number;
    firstEnd[state] = ids[state] ? state : endBehind[state];
    if (state !== 0) next.copyWithin(row, fail, fail + count);
    for (let child = firstChild[state] as number; child !== 0; child = sibling[child] as number) {
      const cell = row + (classes[child] as number);
      fails[child] = next[cell] as number;
      next[cell] = child;
      queue[queued++] = child;
    }
  }
  for (let cell = 0; cell < next.length; cell++) {
    const state = next[cell] as number;
    next[cell] = firstEnd[state] === 0 ? state * count : ~(state * count);
  }
  return { next, firstEnd, endBehind };
}
