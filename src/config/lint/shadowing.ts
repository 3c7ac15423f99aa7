import type { When } from '../../core/filter';
import type { Job } from '../../core/job';
import { createRouteIndex } from '../../core/route-index/route-index';
import { literalText, OP, type SyntaxNode } from '../../core/route-index/syntax';
import { isEmpty, typesOf } from './filters';
import type { PatternBook } from './pattern-book';
import { TABLE_PATTERN } from './table-texts';

/** Filters that together take all jobs of another one, at most; with more it is left undecided. */
const MAX_TOGETHER = 12;

/** The places of earlier filters that surely take every job of the one at a place, alone or together; empty where that cannot be told. */
export type ShadowsOf = (place: number) => readonly number[];

export function createShadows(filters: readonly When[], book: PatternBook): ShadowsOf {
  const index = createRouteIndex(filters);

  function shadowsOf(place: number): readonly number[] {
    const later = filters[place] as When;
    if (isEmpty(later)) return [];
    const found = new Set<number>();
    for (const type of typesOf(later)) {
      const own = (later.Dest || !later.Source ? covers(later, { type, place, field: 'Dest' }) : undefined) ?? (later.Source ? covers(later, { type, place, field: 'Source' }) : undefined);
      if (!own) return [];
      for (const one of own) found.add(one);
    }
    const all = [...found].sort((a, b) => a - b);
    const alone = all.find((one) => typesOf(later).every((type) => takesAllOf(filters[one] as When, { ...later, Type: type }, book)));
    return alone === undefined ? all : [alone];
  }

  /** Looks for a job that no earlier filter takes; each that takes the one at hand is left out of the next look. */
  function covers(later: When, { type, place, field }: { type: string; place: number; field: 'Dest' | 'Source' }): readonly number[] | undefined {
    const other = field === 'Dest' ? 'Source' : 'Dest';
    const otherText = exampleOf(later[other], { type, field: other, book });
    let text = exampleOf(later[field], { type, field, book });
    const found: number[] = [];
    while (text !== undefined && otherText !== undefined && found.length < MAX_TOGETHER) {
      const [source, destination] = field === 'Dest' ? [otherText, text] : [text, otherText];
      const first = earlierOf({ type, source, destination } as Job, place, (filter) => takesTextsOf(filter[other], later[other], { type, field: other, book }));
      const earlier = first === undefined ? undefined : filters[first];
      if (first === undefined || !earlier) return undefined;
      found.push(first);
      if (takesTextsOf(earlier[field], later[field], { type, field, book })) return found;
      const outside = book.outside([...shapesOf(type, field), later[field] ?? ''], found.map((one) => (filters[one] as When)[field] ?? ''));
      if (outside === 'none') return found;
      text = outside === 'undecided' ? undefined : outside.text;
    }
    return undefined;
  }

  /** The first filter before a place that takes a job and is good for the purpose; most often it is the first of all. */
  function earlierOf(job: Job, place: number, isGood: (filter: When) => boolean): number | undefined {
    const first = index.first(job);
    if (first < 0 || first >= place) return undefined;
    if (isGood(filters[first] as When)) return first;
    return index.all(job).find((one) => one < place && isGood(filters[one] as When));
  }

  return shadowsOf;
}

/** Whether a filter surely takes every job that another one, of one type, would. */
export function takesAllOf(earlier: When, later: When, book: PatternBook): boolean {
  const type = later.Type?.toUpperCase() ?? '';
  if (isEmpty(earlier) || isEmpty(later) || (earlier.Type && earlier.Type.toUpperCase() !== type)) return false;
  return (['Dest', 'Source'] as const).every((field) => takesTextsOf(earlier[field], later[field], { type, field, book }));
}

interface Asked {
  readonly type: string;
  readonly field: 'Dest' | 'Source';
  readonly book: PatternBook;
}

function exampleOf(expression: string | undefined, { type, field, book }: Asked): string | undefined {
  if (expression) return book.example(expression);
  return shapesOf(type, field).length > 0 ? 'any-project:any_dataset.any_table' : '';
}

/** What all such texts of a type of job have in common, as expressions: the destination of loads and copies is a table. */
function shapesOf(type: string, field: 'Dest' | 'Source'): readonly string[] {
  return field === 'Dest' && (type === 'LOAD' || type === 'COPY') ? [TABLE_PATTERN] : field === 'Dest' && type === 'QUERY' ? [`^$|${TABLE_PATTERN}`] : [];
}

function takesTextsOf(earlier: string | undefined, later: string | undefined, { type, field, book }: Asked): boolean {
  if (!earlier || earlier === later || book.isAnything(earlier)) return true;
  const plain = plainText(book.tree(earlier));
  if (later && plain !== undefined && plainParts(book.tree(later)).some((part) => part.includes(plain))) return true;
  return book.outside([...shapesOf(type, field), later ?? ''], [earlier]) === 'none';
}

/** The text that a pattern is, where it is nothing else. */
function plainText(node: SyntaxNode): string | undefined {
  return node.op === OP.CAPTURE && node.subs[0] ? plainText(node.subs[0]) : literalText(node);
}

/** Texts that every match contains. */
function plainParts(node: SyntaxNode): string[] {
  const whole = plainText(node);
  if (whole !== undefined) return [whole];
  return node.op === OP.CONCAT || node.op === OP.CAPTURE || node.op === OP.PLUS ? node.subs.flatMap(plainParts) : [];
}
