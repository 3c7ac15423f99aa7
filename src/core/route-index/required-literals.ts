import { foldCode } from './fold';
import { isEmptyMatch, OP, type SyntaxNode } from './syntax';

/** Texts that a pattern may be one of, at most. */
const MAX_TEXTS = 16;
/** Characters of a class that are taken one by one, at most. */
const MAX_CLASS = 4;
/** Of a longer text its end is enough. */
const MAX_LENGTH = 32;

/** Folded texts, none of them empty, of which every text that a pattern matches contains at least one. */
export type LiteralSet = readonly string[];

/** What is known of all that a node matches. */
interface Known {
  /** All that it matches, folded; `undefined` where that is too much. */
  readonly exact?: LiteralSet;
  /** Sets of which each holds. */
  readonly required: readonly LiteralSet[];
}

const ANYTHING: Known = { required: [] };

/** The literals that a pattern requires, an AND of ORs; empty where it requires none. */
export function requiredLiterals(tree: SyntaxNode): readonly LiteralSet[] {
  return setsOf(know(tree)).map((set) => set.map((text) => text.slice(-MAX_LENGTH)));
}

function know(node: SyntaxNode): Known {
  if (isEmptyMatch(node)) return { exact: [''], required: [] };
  const [first] = node.subs;
  switch (node.op) {
    case OP.LITERAL:
      return knowLiteral(Array.from(node.runes));
    case OP.CHAR_CLASS:
      return knowClass(Array.from(node.runes));
    case OP.CAPTURE:
      return first ? know(first) : ANYTHING;
    case OP.PLUS:
      return first ? { required: setsOf(know(first)) } : ANYTHING;
    case OP.CONCAT:
      return knowConcat(node.subs.map(know));
    case OP.ALTERNATE:
      return knowAlternate(node.subs.map(know));
    default:
      return ANYTHING;
  }
}

/** A character that the index does not see parts a literal. */
function knowLiteral(runes: readonly number[]): Known {
  const text = runes.map((rune) => String.fromCharCode(foldCode(rune))).join('');
  if (!text.includes('\0')) return { exact: [text], required: [] };
  return { required: text.split('\0').filter((part) => part !== '').map((part) => [part]) };
}

function knowClass(runes: readonly number[]): Known {
  const found = new Set<string>();
  for (let pair = 0; pair + 1 < runes.length; pair += 2) {
    const [from, to] = [runes[pair] as number, runes[pair + 1] as number];
    if (to - from >= MAX_CLASS * 2) return ANYTHING;
    for (let rune = from; rune <= to; rune++) {
      const folded = foldCode(rune);
      if (folded === 0) return ANYTHING;
      found.add(String.fromCharCode(folded));
    }
  }
  return found.size > 0 && found.size <= MAX_CLASS ? { exact: [...found], required: [] } : ANYTHING;
}

/** What stands beside each other is one text as long as all of it is known. */
function knowConcat(parts: readonly Known[]): Known {
  const required: LiteralSet[] = [];
  let run: LiteralSet = [''];
  let isWhole = true;
  for (const { exact, required: inner } of parts) {
    if (exact && run.length * exact.length <= MAX_TEXTS) {
      run = exact.length === 1 ? run.map((before) => before + (exact[0] as string)) : run.flatMap((before) => exact.map((after) => before + after));
      continue;
    }
    isWhole = false;
    required.push(run, ...inner);
    run = exact ?? [''];
  }
  return isWhole ? { exact: run, required: [] } : { required: [...required, run].filter(isUsable) };
}

/** Of each branch its best set: together they are one. */
function knowAlternate(branches: readonly Known[]): Known {
  const exact = branches.flatMap((branch) => branch.exact ?? []);
  if (branches.every((branch) => branch.exact) && exact.length <= MAX_TEXTS) return { exact: [...new Set(exact)], required: [] };
  const sets = branches.map((branch) => longest(setsOf(branch)));
  const all = sets.flatMap((set) => set ?? []);
  return sets.every((set) => set) && all.length <= MAX_TEXTS ? { required: [[...new Set(all)]] } : ANYTHING;
}

function setsOf({ exact, required }: Known): readonly LiteralSet[] {
  return exact ? [exact].filter(isUsable) : required;
}

function isUsable(set: LiteralSet): boolean {
  return !set.includes('');
}

function longest(sets: readonly LiteralSet[]): LiteralSet | undefined {
  const [best] = [...sets].sort((one, other) => shortestOf(other) - shortestOf(one) || one.length - other.length);
  return best;
}

/** The length of the shortest text. */
export function shortestOf(set: LiteralSet): number {
  return Math.min(...set.map(({ length }) => length));
}
