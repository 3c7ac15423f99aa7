const VERBS = [['CREATE'], ['CREATE', 'OR', 'REPLACE'], ['DROP'], ['ALTER']];
const OBJECTS = [
  ['MODEL'], ['ROW', 'ACCESS', 'POLICY'], ['ALL', 'ROW', 'ACCESS', 'POLICIES'], ['SEARCH', 'INDEX'], ['VECTOR', 'INDEX'], ['INDEX'], ['CAPACITY'], ['RESERVATION'],
  ['ASSIGNMENT'], ['CONNECTION'], ['CONSTANT'], ['EXTERNAL', 'TABLE'], ['EXTERNAL', 'SCHEMA'], ['SNAPSHOT', 'TABLE'], ['PROPERTY', 'GRAPH'], ['DATA_POLICY'],
  ['PROJECT'], ['ORGANIZATION'], ['BI_CAPACITY'], ['SEQUENCE'], ['DATABASE'],
];

/** Statements that GoogleSQL has and the emulator has not, by their first words. */
export const REFUSED_STATEMENTS: readonly (readonly string[])[] = [
  ['LOAD', 'DATA'], ['GRANT'], ['REVOKE'], ['EXPLAIN'], ['DESCRIBE'], ['DESC'], ['SHOW'], ['GRAPH'], ['ANALYZE'], ['CLONE', 'DATA'], ['RENAME'], ['IMPORT'],
  ['MODULE'], ['DEFINE'], ['RUN'], ['START', 'BATCH'], ['ABORT', 'BATCH'], ['UNDROP'], ['EXPORT', 'MODEL'], ['EXPORT', 'METADATA'],
  ...VERBS.flatMap((verb) => OBJECTS.map((object) => [...verb, ...object])),
];
