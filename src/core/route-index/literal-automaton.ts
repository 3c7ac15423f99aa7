import { foldCode } from './fold';

/** Cells of an automaton at most; 4 bytes each. Longer texts are cut to their ends until it fits. */
const MAX_CELLS = 6_000_000;
/** The ends that are tried. */
const LENGTHS = [32, 16, 12, 8, 6, 4, 3, 2, 1];

/** Finds which of many literals a text contains, in one pass over it (Aho and Corasick, 1975). */
export interface LiteralAutomaton {
  /** Calls `found` once for each literal that occurs in the text, with its IDs in ascending order. */
  search(text: string, found: (ids: readonly number[]) => void): void;
}

/** @param literals folded, and the IDs that belong to each */
export function createLiteralAutomaton(literals: ReadonlyMap<string, readonly number[]>): LiteralAutomaton {
  const classes = createClasses(literals.keys());
  const length = LENGTHS.find((end) => statesFor(literals.keys(), end) * classes.count <= MAX_CELLS) ?? 1;
  const { next, ids, firstEnd, endBehind } = buildStates(shortened(literals, length), classes);
  const { ofCode, count } = classes;
  /** The search in which the literal of a state was found last. */
  const seen = new Uint32Array(ids.length);
  let searches = 0;

  return {
    search(text, found) {
      searches++;
      let state = 0;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        state = next[state * count + (ofCode[code < 128 ? code : foldCode(code)] as number)] as number;
        for (let end = firstEnd[state] as number; end !== 0 && seen[end] !== searches; end = endBehind[end] as number) {
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

function statesFor(literals: Iterable<string>, length: number): number {
  let states = 1;
  for (const literal of literals) states += Math.min(literal.length, length);
  return states;
}

function shortened(literals: ReadonlyMap<string, readonly number[]>, length: number): ReadonlyMap<string, number[]> {
  const short = new Map<string, number[]>();
  for (const [literal, ids] of literals) {
    const end = literal.slice(-length);
    const known = short.get(end);
    if (known) known.push(...ids);
    else short.set(end, [...ids]);
  }
  for (const [end, ids] of short) short.set(end, [...new Set(ids)].sort((a, b) => a - b));
  return short;
}

interface States {
  /** The state after a state and a class of character. */
  readonly next: Int32Array;
  /** The IDs of the literal that is all of a state. */
  readonly ids: readonly (readonly number[] | undefined)[];
  /** The state of the longest literal that ends in a state, itself included; 0 where none does. */
  readonly firstEnd: Int32Array;
  /** The state of the next shorter one. */
  readonly endBehind: Int32Array;
}

function buildStates(literals: ReadonlyMap<string, readonly number[]>, { ofCode, count }: Classes): States {
  const next = new Int32Array(statesFor(literals.keys(), Infinity) * count);
  const ids: (readonly number[] | undefined)[] = [undefined];
  for (const [literal, own] of literals) {
    let state = 0;
    for (let at = 0; at < literal.length; at++) {
      const cell = state * count + (ofCode[literal.charCodeAt(at)] as number);
      if (next[cell] === 0) next[cell] = ids.push(undefined) - 1;
      state = next[cell] as number;
    }
    ids[state] = own;
  }
  const ends = link({ next, ids, count });
  return { next: next.slice(0, ids.length * count), ids, ...ends };
}

/** Leads each state on where its literal ends or fails: to the longest end of it that begins another one. */
function link({ next, ids, count }: { next: Int32Array; ids: States['ids']; count: number }): Pick<States, 'firstEnd' | 'endBehind'> {
  const [fails, firstEnd, endBehind] = [new Int32Array(ids.length), new Int32Array(ids.length), new Int32Array(ids.length)];
  const queue: number[] = [];
  for (let cell = 0; cell < count; cell++) if (next[cell] !== 0) queue.push(next[cell] as number);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number;
    const fail = fails[state] as number;
    endBehind[state] = firstEnd[fail] as number;
    firstEnd[state] = ids[state] ? state : (firstEnd[fail] as number);
    for (let cls = 0; cls < count; cls++) {
      const cell = state * count + cls;
      const after = next[fail * count + cls] as number;
      const child = next[cell] as number;
      if (child === 0) next[cell] = after;
      else {
        fails[child] = after;
        queue.push(child);
      }
    }
  }
  return { firstEnd, endBehind };
}
