import { compilePattern, type Pattern } from '../../core/filter';
import { parseSyntax, type SyntaxNode } from '../../core/route-index/syntax';
import { textOutside, type Budget, type Outside } from './inclusion';
import { createPatternProgram, type PatternProgram } from './pattern-program';
import { sampleText } from './sample-text';
import { tablesAround } from './table-texts';

/** What is found out about expressions, each once. */
export interface PatternBook {
  pattern(expression: string): Pattern;
  tree(expression: string): SyntaxNode;
  /** A text in which an expression is found, that of a table where there is one; `undefined` where none is found soon. */
  example(expression: string): string | undefined;
  /** Whether it is found in every text, whatever it is. */
  isAnything(expression: string): boolean;
  /** Whether it is found in every text that is not empty. */
  isAnyText(expression: string): boolean;
  /** A shortest text in which all wanted ones are found, and none of the unwanted. */
  outside(wanted: readonly string[], unwanted: readonly string[]): Outside;
}

const SOME_TEXTS = ['a', '0:.', '\u{1f600}'];

/** @param budget what may be looked at for all expressions together */
export function createPatternBook(budget: Budget): PatternBook {
  const pattern = remember(compilePattern);
  const tree = remember(parseSyntax);
  const program = remember(createPatternProgram);
  const isFoundIn = (expression: string, texts: readonly string[]): boolean => texts.every((text) => pattern(expression).foundIn(text));

  function outside(wanted: readonly string[], unwanted: readonly string[]): Outside {
    const [one, other] = [wanted.map(program), unwanted.map(program)];
    if (![...one, ...other].every((found) => found)) return 'undecided';
    return textOutside(one as PatternProgram[], other as PatternProgram[], budget);
  }

  function example(expression: string): string | undefined {
    const { text } = sampleText(tree(expression));
    const simple = [...tablesAround(text), text].find((one) => pattern(expression).foundIn(one));
    if (simple !== undefined) return simple;
    const found = outside([expression], []);
    return typeof found === 'object' ? found.text : undefined;
  }

  return {
    pattern,
    tree,
    example: remember(example),
    isAnything: remember((expression) => isFoundIn(expression, ['', '\n', ...SOME_TEXTS])),
    isAnyText: remember((expression) => isFoundIn(expression, SOME_TEXTS)),
    outside,
  };
}

function remember<Found>(find: (expression: string) => Found): (expression: string) => Found {
  const known = new Map<string, { readonly found: Found }>();
  return (expression) => {
    const before = known.get(expression);
    if (before) return before.found;
    const found = find(expression);
    known.set(expression, { found });
    return found;
  };
}
