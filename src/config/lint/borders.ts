import type { Pattern } from '../../core/filter';
import type { SyntaxNode } from '../../core/route-index/syntax';
import { sampleText } from './sample-text';
import { ANY, partsOf, tablesAround, textOfTable, type TableParts } from './table-texts';

/** Tables that a pattern takes beside the one that it seems to mean, each with what would leave them out. */
export interface Crossing {
  readonly meant: string;
  readonly others: readonly string[];
  readonly hints: readonly string[];
}

/** The samples of one name; all of a wildcard's are tried. */
const WITHIN_NAMES = [undefined, '_'];
const OVER_BORDERS = ['.', ':', 'x.x', ':x', ':x.', '.x', 'x:x', 'x:x.x'];

/** Wildcards of a pattern that are looked at. */
const MAX_WILDCARDS = 8;

/** Whether a pattern is found in every table, whatever its names. */
export function takesEveryTable(pattern: Pattern): boolean {
  return [textOfTable(ANY), 'p:d.t', 'example.com:x-9:_A.B 1', '1:2.3'].every((text) => pattern.foundIn(text));
}

/** Where a pattern takes names that go on before or behind it, or runs over the borders between names; told by tables that it is found in. */
export function crossingOf(pattern: Pattern, tree: SyntaxNode): Crossing | undefined {
  const { text } = sampleText(tree);
  const tables = tablesAround(text).filter((table) => pattern.foundIn(table));
  const [meant] = tables;
  const parts = meant === undefined ? undefined : partsOf(meant);
  if (meant === undefined || !parts || takesEveryTable(pattern)) return undefined;
  const alike = anyName(text, pattern);
  if (alike.length > 1) return { meant: alike[0] as string, others: alike.slice(1), hints: ['say with : and \\. which of the names it is for'] };
  const found = [...goingOn(parts, pattern), ...overBorders(tree, pattern)];
  if (found.length === 0) return undefined;
  return { meant, others: [...new Set(found.map(({ other }) => other))], hints: [...new Set(found.map(({ hint }) => hint))] };
}

/** Where the same text may be that of a table, a dataset or a project. */
function anyName(text: string, pattern: Pattern): readonly string[] {
  return [{ ...ANY, table: text }, { ...ANY, dataset: text }, { ...ANY, project: text }].map(textOfTable).filter((table) => partsOf(table) && pattern.foundIn(table));
}

interface Found {
  readonly other: string;
  readonly hint: string;
}

const NAMES = [
  { part: 'project', other: 'zz9', before: 'other-', behind: '-old', begin: 'begin it with ^', end: 'put : behind the project' },
  { part: 'dataset', other: 'zz9', before: 'other_', behind: '_old', begin: 'put : before the dataset', end: 'put \\. behind the dataset' },
  { part: 'table', other: 'zz9', before: 'other_', behind: '_old', begin: 'put \\. before the table', end: 'end it with $' },
] as const;

/** A name that matters, and may nevertheless be part of a longer one. */
function goingOn(parts: TableParts, pattern: Pattern): Found[] {
  return NAMES.flatMap(({ part, other, before, behind, begin, end }) => {
    const like = (name: string): string => textOfTable({ ...parts, [part]: name });
    if (pattern.foundIn(like(other))) return [];
    const name = parts[part];
    const longer = [{ other: like(before + name), strange: like(other + name), hint: begin }, { other: like(name + behind), strange: like(name + other), hint: end }];
    return longer.filter(({ other: table, strange }) => [table, strange].every((text) => pattern.foundIn(text)));
  });
}

/** A wildcard between other texts that stands for part of a name, and for a border with what is around it as well. */
function overBorders(tree: SyntaxNode, pattern: Pattern): Found[] {
  const { text: plain, wildcards } = sampleText(tree);
  const sampleWith = (at: number, text: string | undefined): string => sampleText(tree, { text: (number) => (number === at ? text : undefined) }).text;
  const withText = (at: number, text: string | undefined): string | undefined =>
    tablesAround(sampleWith(at, text)).find((table) => colonsIn(table) === Math.max(1, colonsIn(plain)) && pattern.foundIn(table));
  return Array.from({ length: Math.min(wildcards, MAX_WILDCARDS) }, (_, at) => at).flatMap((at) => {
    if (!/.\0./.test(sampleWith(at, '\0'))) return [];
    const within = WITHIN_NAMES.map((text) => withText(at, text)).find((table) => table !== undefined);
    const over = OVER_BORDERS.map((text) => withText(at, text)).find((table) => table !== undefined);
    return within === undefined || over === undefined ? [] : [{ other: over, hint: 'write \\. for a dot and [^:.]* for part of a name' }];
  });
}

/** A project of a domain has one more, `example.com:shop:raw.orders`. */
function colonsIn(text: string): number {
  return text.split(':').length - 1;
}
