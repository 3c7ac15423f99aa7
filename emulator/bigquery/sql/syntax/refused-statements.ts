/** Statements that GoogleSQL has and the emulator has not, by their first words. */
export const REFUSED_STATEMENTS: readonly (readonly string[])[] = [
  ['LOAD', 'DATA'], ['GRANT'], ['REVOKE'], ['EXPLAIN'], ['DESCRIBE'], ['DESC'], ['SHOW'], ['GRAPH'], ['ANALYZE'], ['CLONE', 'DATA'], ['RENAME'],
  ['IMPORT'], ['MODULE'], ['DEFINE'], ['RUN'], ['START', 'BATCH'], ['RUN', 'BATCH'], ['ABORT', 'BATCH'], ['UNDROP'], ['EXPORT', 'MODEL'], ['EXPORT', 'METADATA'],
  ...['CREATE', 'DROP', 'ALTER'].flatMap((verb) => [
    ...[['MODEL'], ['ROW'], ['ALL', 'ROW'], ['SEARCH', 'INDEX'], ['VECTOR', 'INDEX'], ['CAPACITY'], ['RESERVATION'], ['ASSIGNMENT'], ['CONNECTION'], ['CONSTANT']].map((object) => [verb, ...object]),
    ...[['EXTERNAL'], ['SNAPSHOT'], ['PROPERTY', 'GRAPH'], ['DATA_POLICY'], ['PROJECT'], ['ORGANIZATION'], ['BI_CAPACITY'], ['SEQUENCE'], ['DATABASE'], ['INDEX']].map((object) => [verb, ...object]),
  ]),
  ...['MODEL', 'ROW', 'SEARCH', 'VECTOR', 'EXTERNAL', 'SNAPSHOT', 'PROPERTY', 'CONNECTION', 'DATA_POLICY', 'RESERVATION', 'CAPACITY', 'ASSIGNMENT'].map((object) => ['CREATE', 'OR', 'REPLACE', object]),
];
