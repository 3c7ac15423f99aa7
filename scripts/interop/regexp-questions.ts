import fc from 'fast-check';

/** An expression, and texts to search it in. */
export interface Question {
  readonly expression: string;
  readonly texts: readonly string[];
}

/** Parts that stand on their own; some of them no engine takes. */
const ATOMS = [
  ...['a', 'b', 'ab', 'S', 'k', 'é', 'ſ', '\u212a', 'ß', '\u{1f600}', ' ', '-', '_', ':', '\\.', '.', '\\$', '\\x41', '\\x{1F600}', '\\141', '\\n', '\\t', '\\Q.*\\E', '\\pL', '\\p{Greek}', '\\P{Lu}', '\\p{L}', '\\p{Foo}', '\\pN'],
  ...['[abc]', '[^ab]', '[a-c0-9]', '[[:alpha:]]', '[^[:space:]]', '[\\d_]', '[a-]', '[]a]', '[^]a]', '[z-a]', '[[:foo:]]', '[\\pL]', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\b', '\\B', '^', '$', '\\A', '\\z', '\\Z', '\\C', '\\8', '\\g'],
  ...['(?i)', '(?s)', '(?m)', '(?U)', '(?-i)', '(?is-m:a)', '(?P<n>a)', '(?<n>a)', '(?<m>b)', '(?P=n)', '(?=a)', '(?!a)', '(?<=a)', '(?<!a)', '(?>a)', '(?#c)', '(?x)', '()', '(|a)', '(?:)', '[', ']', '(', ')', '{', '}', '{2}', '{,2}', '*', '+', '?', '**', 'a{1001}', '|'],
];

const TIMES = ['*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,}', '{2,1}', '{1,2}?', '{1001}', '++'];

const expression: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: fc.constantFrom(...ATOMS) },
    { weight: 4, arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')) },
    { weight: 2, arbitrary: fc.tuple(tie('node'), tie('node')).map(([one, other]) => `(?:${one}|${other})`) },
    { weight: 2, arbitrary: fc.tuple(tie('node'), fc.constantFrom(...TIMES)).map(([one, times]) => `(${one})${times}`) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('i', 's', 'm', 'U', 'im', '-s'), tie('node')).map(([flags, one]) => `(?${flags}:${one})`) },
    { weight: 1, arbitrary: tie('node').map((one) => `^${one}$`) },
  ),
})).node;

const text = fc.array(fc.constantFrom('a', 'A', 'b', 'B', 'c', 's', 'S', 'ſ', 'k', 'K', '\u212a', 'é', 'É', 'ß', 'ẞ', 'α', '\u{1f600}', '0', '9', '_', '-', ':', '.', '$', ' ', '\n', '\t', '\\', '(', '\u0000', '\u2028'), { maxLength: 10 }).map((parts) => parts.join(''));

/** Questions of one seed. */
export function questionsOf(seed: number, count: number): readonly Question[] {
  return fc.sample(fc.record({ expression, texts: fc.array(text, { minLength: 10, maxLength: 20 }) }), { seed, numRuns: count });
}
