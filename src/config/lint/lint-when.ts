import { sizeOf } from '../../core/route-index/syntax';
import type { RouteRule } from '../../core/rules/route-rule';
import { crossingOf, takesEveryTable } from './borders';
import type { PatternBook } from './pattern-book';
import type { Report } from './placed-route';

/** Nodes of a pattern from which on it is slow on long texts, even in linear time. */
const LARGE_PATTERN = 1000;

/** What is hardly meant in the filter of a route. */
export function lintWhen({ When }: RouteRule, { book, report }: { book: PatternBook; report: Report }): void {
  const { Type, Source, Dest } = When;
  if (!Type && !Source && !Dest) {
    report('EMPTY_WHEN', ['When'], ['an empty When matches no job', 'Give it a Type, Source or Dest, or remove the route.']);
    return;
  }
  const type = Type?.toUpperCase() ?? '';
  if (Dest) lintPattern('Dest', Dest, { isTable: type !== 'EXTRACT', book, report });
  if (Source) lintPattern('Source', Source, { isTable: type === 'EXTRACT' || type === 'COPY', book, report });
}

function lintPattern(field: 'Dest' | 'Source', expression: string, { isTable, book, report }: { isTable: boolean; book: PatternBook; report: Report }): void {
  const path = ['When', field];
  const [quoted, leaveOut] = [JSON.stringify(expression), `Leave ${field} out, or say what it must contain.`];
  const tree = book.tree(expression);
  const size = sizeOf(tree);
  if (book.isAnyText(expression)) report('MATCHES_EVERYTHING', path, [`${quoted} is found in every text`, leaveOut]);
  else if (size > LARGE_PATTERN) report('SLOW_PATTERN', path, [`the pattern is as large as ${size} characters, and slow on long SQL`, 'Make its repetitions smaller, or leave them open: x+ for x{1,1000}.']);
  else if (isTable) {
    const pattern = book.pattern(expression);
    const crossing = crossingOf(pattern, tree);
    if (takesEveryTable(pattern)) report('MATCHES_EVERYTHING', path, [`${quoted} is found in every table`, leaveOut]);
    else if (crossing) report('UNANCHORED', path, [`${quoted} takes ${crossing.meant}, and ${crossing.others.slice(0, 3).join(', ')} as well`, `If that is not meant, ${listed(crossing.hints)}.`]);
  }
}

function listed(hints: readonly string[]): string {
  return hints.length < 2 ? hints.join('') : `${hints.slice(0, -1).join(', ')} and ${hints.at(-1)}`;
}
