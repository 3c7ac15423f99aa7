import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SqlError } from '../sql-error';
import { createLexer } from './lexer';
import type { Token } from './token';

function tokens(sql: string): Token[] {
  const lexer = createLexer(sql);
  const all: Token[] = [];
  for (let token = lexer.read(); token.kind !== 'end'; token = lexer.read()) all.push(token);
  return all;
}

function fault(sql: string): string {
  try {
    tokens(sql);
  } catch (error) {
    assert.ok(error instanceof SqlError);
    return error.message;
  }
  return 'none';
}

const STRINGS: [string, string][] = [
  [`'x'`, 'x'],
  [`"it's"`, "it's"],
  [String.raw`'it\'s \"\?\\ \``  + `'`, 'it\'s "?\\ `'],
  [String.raw`'\a\b\f\n\r\t\v'`, '\x07\b\f\n\r\t\v'],
  [String.raw`'\101\x41\X4a\u00e9\U0001F600\377\xff'`, 'AAJé😀ÿÿ'],
  [String.raw`r'\d+\''`, String.raw`\d+\'`],
  [String.raw`R"\n"`, String.raw`\n`],
  [`'''a'b''c'''`, `a'b''c`],
  ['"""a\r\nb\rc"""', 'a\nb\nc'],
  [`''`, ''],
  [`''''''`, ''],
];
for (const [sql, value] of STRINGS) {
  test(`the string literal ${JSON.stringify(sql)}`, () => {
    const [token, ...others] = tokens(sql);
    assert.ok(token?.kind === 'string');
    assert.equal(token.value, value);
    assert.deepEqual(others, []);
  });
}

const BYTES: [string, number[]][] = [
  [String.raw`b'\x00\xff\101a'`, [0, 255, 65, 97]],
  ["B'é'", [0xc3, 0xa9]],
  [String.raw`rb'\x'`, [0x5c, 0x78]],
  [`Br"""a"""`, [97]],
];
for (const [sql, value] of BYTES) {
  test(`the bytes literal ${sql}`, () => {
    const [token, ...others] = tokens(sql);
    assert.ok(token?.kind === 'bytes');
    assert.deepEqual([...token.value], value);
    assert.deepEqual(others, []);
  });
}

const KINDS: [string, string][] = [
  ['1 0xFf 1. .5 1.5e-3 1e5 2E+1', 'int:1 int:0xFf float:1. float:.5 float:1.5e-3 float:1e5 float:2E+1'],
  ['a.1b + .5', 'word:a symbol:. word:1b symbol:+ float:.5'],
  ['t.5', 'word:t symbol:. word:5'],
  ['x[1].5', 'word:x symbol:[ int:1 symbol:] symbol:. word:5'],
  ['@from @@a.b ?', 'symbol:@ word:from symbol:@@ word:a symbol:. word:b symbol:?'],
  ['a<>b!=c<=d>=e<<f>>g||h=>i->j|>k', 'word:a symbol:<> word:b symbol:!= word:c symbol:<= word:d symbol:>= word:e symbol:<< word:f symbol:>> word:g symbol:|| word:h symbol:=> word:i symbol:-> word:j symbol:|> word:k'],
  ['`a b` `a\\`b`', 'quoted:`a b` quoted:`a\\`b`'],
  ['a--b\nc#d\ne/* /* f\n*/g\u00a0h', 'word:a word:c word:e word:g word:h'],
  ['rb br r b', 'word:rb word:br word:r word:b'],
];
for (const [sql, expected] of KINDS) {
  test(`the tokens of ${JSON.stringify(sql)}`, () => {
    assert.equal(tokens(sql).map(({ kind, text }) => `${kind}:${text}`).join(' '), expected);
  });
}

const PLACES: [string, string][] = [
  ['a\n b', '1:1 2:2'],
  ['a\r\nb\rc', '1:1 2:1 3:1'],
  ['\ta \tb', '1:9 1:17'],
  ['/*😀é*/ a', '1:8'],
  ["'''x\ny''' b", '1:1 2:6'],
];
for (const [sql, expected] of PLACES) {
  test(`lines and columns of ${JSON.stringify(sql)}`, () => {
    assert.equal(tokens(sql).map(({ at }) => `${at.line}:${at.column}`).join(' '), expected);
    for (const token of tokens(sql)) assert.equal(sql.slice(token.at.offset, token.end), token.text);
  });
}

test('keywords are compared in upper case, names behind a dot or in backquotes are none', () => {
  assert.deepEqual(tokens('select `from` a.from @where').map(({ upper }) => upper), ['SELECT', '', 'A', '.', '', '@', '']);
});

const FAULTS: [string, string][] = [
  [`'abc`, 'Syntax error: Unclosed string literal at [1:1]'],
  ["'a\nb'", 'Syntax error: Unclosed string literal at [1:1]'],
  [`x """a""`, 'Syntax error: Unclosed triple-quoted string literal at [1:3]'],
  [`r'a`, 'Syntax error: Unclosed raw string literal at [1:1]'],
  [`b'a`, 'Syntax error: Unclosed bytes literal at [1:1]'],
  [`rb'''a`, 'Syntax error: Unclosed triple-quoted raw bytes literal at [1:1]'],
  ['`a', 'Syntax error: Unclosed identifier literal at [1:1]'],
  ['``', 'Syntax error: Invalid empty identifier at [1:1]'],
  ['a /* b', 'Syntax error: Unclosed comment at [1:3]'],
  ['a $', 'Syntax error: Illegal input character "$" at [1:3]'],
  ['a\\b', 'Syntax error: Illegal input character "\\\\" at [1:2]'],
  ['“x”', 'Syntax error: Illegal input character "\\342" at [1:1]'],
  ['12ab', 'Syntax error: Missing whitespace between literal and alias at [1:3]'],
  ['1e', 'Syntax error: Missing whitespace between literal and alias at [1:2]'],
  [String.raw`'some char\xyy'`, String.raw`Syntax error: Illegal escape sequence: Hex escape must be followed by 2 hex digits but saw: \xyy at [1:11]`],
  [String.raw`'\d'`, String.raw`Syntax error: Illegal escape sequence: \d at [1:2]`],
  [String.raw`'\9'`, String.raw`Syntax error: Illegal escape sequence: \9 at [1:2]`],
  [String.raw`'\400'`, String.raw`Syntax error: Illegal escape sequence: Octal escape must be followed by 3 octal digits but saw: \400 at [1:2]`],
  [String.raw`'\u12'`, String.raw`Syntax error: Illegal escape sequence: \u must be followed by 4 hex digits but saw: \u12 at [1:2]`],
  [String.raw`'\U12345678'`, String.raw`Syntax error: Illegal escape sequence: Value of \U12345678 exceeds Unicode limit (0x0010FFFF) at [1:2]`],
  [String.raw`'\ud800'`, String.raw`Syntax error: Illegal escape sequence: Unicode value \ud800 is invalid at [1:2]`],
  [String.raw`b'\u0041'`, String.raw`Syntax error: Illegal escape sequence: Unicode escape sequence \u cannot be used in bytes literals at [1:3]`],
  ['`\\U1234`', String.raw`Syntax error: Illegal escape sequence: \U must be followed by 8 hex digits but saw: \U1234 at [1:2]`],
];
for (const [sql, message] of FAULTS) {
  test(`what is no token: ${JSON.stringify(sql)}`, () => assert.equal(fault(sql), message));
}
