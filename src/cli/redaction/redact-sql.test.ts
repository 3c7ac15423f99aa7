import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pseudonyms } from './pseudonyms';
import { redactSql } from './redact-sql';

/** Shows where a literal stood. */
const marks: Pseudonyms = { of: () => 'X', digits: (_text, length) => '7'.repeat(length) };

const CASES: readonly [what: string, sql: string, redacted: string][] = [
  ['both kinds of quotes', `SELECT 'secret', "secret"`, `SELECT 'X', "X"`],
  ['three quotes, over lines', `SELECT """a\n'b' "c" """, '''d\n"e"'''`, `SELECT """X""", '''X'''`],
  ['quotes that are escaped', String.raw`SELECT 'O\'Brien', "a\"b", '''c\'''d'''`, `SELECT 'X', "X", '''X'''`],
  ['raw texts and bytes', String.raw`SELECT r'a\'b', RB"c", b'''d''', Br'e'`, `SELECT r'X', RB"X", b'''X''', Br'X'`],
  ['a name that ends like a prefix', `SELECT color'secret'`, `SELECT color'X'`],
  ['literals with types', `SELECT DATE '2024-01-02', TIMESTAMP "2024-01-02", NUMERIC '1.5'`, `SELECT DATE 'X', TIMESTAMP "X", NUMERIC 'X'`],
  ['numbers of every form', 'SELECT 12345, -3.25, .5, 1e10, 6.02e-23, 0xFF, 5.', 'SELECT 77777, -7.77, .7, 7e10, 7.77e-23, 0x77, 7.'],
  ['numbers that tell nothing', 'SELECT 0, 1, COUNT(1)', 'SELECT 0, 1, COUNT(1)'],
  ['numbers without blanks', 'SELECT a-25, b-5.25, c*12', 'SELECT a-77, b-7.77, c*77'],
  ['comments', 'SELECT a -- secret\n, b # secret\n, c /* secret\n * more */ , d /* secret', 'SELECT a \n, b \n, c /**/ , d /**/'],
  ['signs of comments in literals', `SELECT '-- x', "/* y", a`, `SELECT 'X', "X", a`],
  ['quotes in comments', "SELECT a -- it's\n, 'secret'", "SELECT a \n, 'X'"],
  ['names in back-ticks', 'SELECT `a 12`.b FROM `my-project-1.raw.orders_2024`', 'SELECT `a 12`.b FROM `my-project-1.raw.orders_2024`'],
  ['names without', 'SELECT t1.c2 FROM my-project-12.raw.2024_orders, ds.t_850, ds.20240101', 'SELECT t1.c2 FROM my-project-12.raw.2024_orders, ds.t_850, ds.20240101'],
  ['names of legacy SQL', 'SELECT a FROM [my-project-12:raw.t_3]', 'SELECT a FROM [my-project-12:raw.t_3]'],
  ['parameters and variables', 'SELECT @p1, @@script.job_id, ?', 'SELECT @p1, @@script.job_id, ?'],
  ['names in other letters', "SELECT größe1 FROM день2 WHERE x = 'тайна'", "SELECT größe1 FROM день2 WHERE x = 'X'"],
  ['empty texts and mere wildcards', `SELECT '', "" WHERE a LIKE '%'`, `SELECT '', "" WHERE a LIKE '%'`],
  ['wildcards around something', `WHERE a LIKE '%secret%'`, `WHERE a LIKE 'X'`],
  ['a literal that does not end', "SELECT 'secret and more", "SELECT 'X'"],
  ['a literal that breaks off, and one behind', "SELECT 'it\nFROM t WHERE b = 'secret'", "SELECT 'X'"],
  ['a name in back-ticks that breaks off', "SELECT `a\nFROM t WHERE b = 'secret'", 'SELECT `X`'],
  ['a name in back-ticks that does not end', 'SELECT `secret', 'SELECT `X`'],
  ['comments of legacy SQL', 'SELECT a // secret\n, b', 'SELECT a \n, b'],
  ['a backslash at the end', "SELECT 'secret\\", "SELECT 'X'"],
  ['nothing', '', ''],
];

for (const [what, sql, redacted] of CASES) {
  test(`SQL without literals: ${what}`, () => assert.equal(redactSql(sql, marks), redacted));
}

test('literals that are to stay do', () => {
  assert.equal(redactSql("SELECT 'DE', 'FR', 42, 43", marks, { isKept: (literal) => literal === 'DE' || literal === '42' }), "SELECT 'DE', 'X', 42, 77");
});

test('comments that are to stay do', () => {
  const sql = '/* app: etl */ SELECT 1 -- app: etl\n# app: etl\n-- secret';
  assert.equal(redactSql(sql, marks, { isKept: (comment) => comment === 'app: etl' }), '/* app: etl */ SELECT 1 -- app: etl\n# app: etl\n');
});

test('a megabyte of anything is gone through once', () => {
  for (const piece of ["'", 'a-', '/*', '1+', 'a.', '\\', '--']) assert.doesNotThrow(() => redactSql(piece.repeat(1_000_000 / piece.length), marks));
});

const RUNS: readonly [sql: string, redacted: string][] = [
  ["uri='gs://b/exports/2024/*'", "uri='gs://b/exports/X'"],
  ["uri='gs://b/exports/'", "uri='gs://b/exports/'"],
  ["'secret gs://b/exports/a gs://b/exports/b'", "'Xgs://b/exports/Xgs://b/exports/X'"],
  ["'gs://b/export'", "'X'"],
];

for (const [sql, redacted] of RUNS) {
  test(`what rules look for within ${sql} stays`, () => assert.equal(redactSql(sql, marks, { runs: ['gs://b/exports/'] }), redacted));
}
