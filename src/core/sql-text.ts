import { DispatchError } from './errors';
import type { Variables } from './expand';
import type { QueryParameter } from './job-resource';
import { parseTable } from './table-ref';
import { remembering } from './remembering';
import { fill, nameIn, templateOf, TEXTS_OF_RULES } from './template';

/** A stretch of SQL by what surrounds it. */
interface Stretch {
  readonly kind: 'plain' | 'comment' | 'name' | 'literal' | 'raw';
  readonly text: string;
  readonly offset: number;
  /** The quote that a literal ends with. */
  readonly quote: string;
}

/** Comments, literals with their prefixes, names in back-ticks; what is between them is plain. */
const QUOTED = /--[^\n]*|#[^\n]*|\/\*[^]*?(?:\*\/|$)|(?<prefix>\b(?:rb|br|r|b))?(?<quote>'''|"""|'|"|`)/gi;

/** Variables that hold a table or dataset, and may stand where SQL has a name. */
const NAMES: ReadonlySet<string> = new Set(['Source', 'Dest', 'DestTable', 'DestDataset']);

/**
 * Puts variables into SQL (R19). Outside quotes only those that hold a table or dataset may stand; they are checked as
 * names and put into back-ticks. Within a literal any may stand, escaped for its quote; within back-ticks what is a name.
 * Comments are left as they are.
 * @throws DispatchError UNKNOWN_VARIABLE, or INVALID_VALUE with the position, where a text would become SQL
 */
export function expandSql(sql: string, variables: Variables): string {
  const known = (name: string): boolean => variables.has(name);
  let expanded = '';
  for (const stretch of stretchesOf(sql)) expanded += stretch.kind === 'comment' ? stretch.text : expandStretch(stretch, { sql, variables, known });
  return expanded;
}

interface Around {
  readonly sql: string;
  readonly variables: Variables;
  readonly known: (name: string) => boolean;
}

function expandStretch({ kind, text, offset, quote }: Stretch, { sql, variables, known }: Around): string {
  const template = templateOf(text);
  if (template.references.length === 0) return text;
  return fill(template, (reference) => {
    const at = (): string => positionOf(sql, offset + reference.at);
    const [name, rest] = nameIn(reference, known);
    const value = variables.get(name);
    if (value === undefined) {
      throw new DispatchError('UNKNOWN_VARIABLE', `SQL at ${at()}: $${name} is no variable`, { hint: `Known here: ${[...variables.keys()].map((key) => `$${key}`).join(' ')}.` });
    }
    const put = typeof value === 'string' ? value : value.join(',');
    return PUT[kind]({ name, value: put, quote, at }) + rest;
  });
}

interface Putting {
  readonly name: string;
  readonly value: string;
  readonly quote: string;
  /** Where in the SQL, for messages. */
  readonly at: () => string;
}

const PUT: Readonly<Record<Stretch['kind'], (putting: Putting) => string>> = {
  comment: ({ value }) => value,
  plain: ({ name, value, at }) => {
    if (!NAMES.has(name)) throw refused({ name, at }, 'it may stand within a quoted literal only', `Write '$${name}' in quotes, or use the query parameter @${name}.`);
    return `\`${nameOf(value, { name, at })}\``;
  },
  name: ({ name, value, at }) => nameOf(value, { name, at }),
  literal: ({ value, quote }) => value.replace(/[\\'"`]/g, '\\$&').replace(/\r/g, '\\r').replace(/\n/g, quote.length === 3 ? '\n' : '\\n'),
  raw: ({ name, value, at, quote }) => {
    if (/[\\'"\r\n]/.test(value)) throw refused({ name, at }, `its text cannot stand in a raw literal ${quote}…${quote}`, `Use the query parameter @${name}.`);
    return value;
  },
};

/** `project:dataset.table` as BigQuery has it in back-ticks. */
function nameOf(value: string, { name, at }: Pick<Putting, 'name' | 'at'>): string {
  if (!/^[\p{L}\p{N}_$:.*-]+$/u.test(value)) throw refused({ name, at }, `${JSON.stringify(value.slice(0, 100))} is no name of a table or dataset`, 'Use it where the job has a table, or within a quoted literal.');
  if (!value.includes(':')) return value;
  const { projectId, datasetId, tableId } = parseTable(value, '');
  return `${projectId}.${datasetId}.${tableId}`;
}

function refused({ name, at }: Pick<Putting, 'name' | 'at'>, why: string, hint: string): DispatchError {
  return new DispatchError('INVALID_VALUE', `SQL at ${at()}: $${name} cannot be put here: ${why}`, { hint });
}

/** The variables that SQL asks for as query parameters, `@JobID` (R19). */
export function parametersOf(sql: string, variables: Variables): readonly QueryParameter[] {
  const asked = new Set(
    stretchesOf(sql)
      .filter(({ kind }) => kind === 'plain')
      .flatMap(({ text }) => [...text.matchAll(/(?<!@)@([A-Za-z_]\w*)/g)].map(([, name = '']) => name.toLowerCase())),
  );
  return [...variables].filter(([name]) => asked.has(name.toLowerCase())).map(([name, value]) => parameterOf(name, value));
}

function parameterOf(name: string, value: string | readonly string[]): QueryParameter {
  if (typeof value === 'string') return { name, parameterType: { type: 'STRING' }, parameterValue: { value } };
  return { name, parameterType: { type: 'ARRAY', arrayType: { type: 'STRING' } }, parameterValue: { arrayValues: value.map((item) => ({ value: item })) } };
}

const stretchesOf = remembering(TEXTS_OF_RULES, (sql): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  const add = (kind: Stretch['kind'], [from, to]: readonly [number, number], quote = ''): void => {
    if (to > from) stretches.push({ kind, text: sql.slice(from, to), offset: from, quote });
  };
  let place = 0;
  QUOTED.lastIndex = 0;
  for (let found = QUOTED.exec(sql); found; found = QUOTED.exec(sql)) {
    const { prefix = '', quote } = found.groups ?? {};
    add('plain', [place, found.index]);
    const opened = found.index + found[0].length;
    place = quote === undefined ? opened : endOf(sql, opened, quote);
    if (quote === undefined) add('comment', [found.index, place]);
    else add(quote === '`' ? 'name' : /r/i.test(prefix) ? 'raw' : 'literal', [found.index, place], quote);
    QUOTED.lastIndex = place;
  }
  add('plain', [place, sql.length]);
  return stretches;
});

/** Just behind the closing quote, or the end. A backslash keeps a quote from closing, in raw literals too. */
function endOf(sql: string, opened: number, quote: string): number {
  for (let at = opened; at < sql.length; at++) {
    if (sql[at] === '\\') at++;
    else if (sql.startsWith(quote, at)) return at + quote.length;
  }
  return sql.length;
}

function positionOf(sql: string, offset: number): string {
  const before = sql.slice(0, offset).split('\n');
  return `[${before.length}:${(before.at(-1) ?? '').length + 1}]`;
}
