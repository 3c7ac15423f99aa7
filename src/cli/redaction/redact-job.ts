import type { JobResource } from '../../core/job-resource';
import type { Pseudonyms } from './pseudonyms';
import { redactSql } from './sql-literals';

export interface Redaction {
  readonly pseudonyms: Pseudonyms;
  /** Texts that must not stand anywhere, without regard to case. */
  readonly names: readonly string[];
}

/** Fields that hold SQL. */
const SQL_FIELDS: ReadonlySet<string> = new Set(['query', 'statementText', 'evaluatedSql']);
/** Parts of a job that tell how a query ran, with literals of it in words of their own. */
const DROPPED: ReadonlySet<string> = new Set(['queryPlan', 'timeline', 'stackFrames', 'debugInfo']);
const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
const QUOTED = /'[^'\n]*'|"[^"\n]*"/g;
/** Words of a name that are no part of it. */
const COMMON_WORDS: ReadonlySet<string> = new Set(['service', 'account', 'admin', 'info', 'test', 'prod', 'dev', 'data', 'load', 'loader', 'etl', 'job', 'jobs', 'bot', 'app', 'svc', 'team', 'the', 'and', 'compute', 'developer']);

/**
 * A job without SQL literals, values of query parameters, what error messages quote, e-mail addresses, the names in the
 * address of who started it, and names that were given. Names of projects, datasets, tables, buckets and objects stay
 * otherwise: rules match on them.
 */
export function redactJob(job: JobResource, { pseudonyms, names }: Redaction): JobResource {
  const replaceNames = createNameReplacer([...names.map((name) => ({ name, whole: false })), ...namesIn(job.user_email ?? '').map((name) => ({ name, whole: true }))], pseudonyms);
  const kept = new Set(tablesAndUrisOf(job));

  function text(value: string, field: string): string {
    const told = SQL_FIELDS.has(field) ? redactSql(value, pseudonyms) : field === 'message' ? value.replace(QUOTED, (quoted) => unlessKept(quoted)) : value;
    return replaceNames(told.replace(EMAIL, (address) => redactEmail(address, pseudonyms)));
  }

  function unlessKept(quoted: string): string {
    const content = quoted.slice(1, -1);
    return kept.has(content) || content === '' ? quoted : `${quoted[0] ?? ''}${pseudonyms.of(content)}${quoted[0] ?? ''}`;
  }

  function redact(value: unknown, field: string): unknown {
    if (typeof value === 'string') return text(value, field);
    if (Array.isArray(value)) return value.map((item) => redact(item, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).flatMap(([name, item]: [string, unknown]) => (DROPPED.has(name) ? [] : [[replaceNames(name), name === 'parameterValue' || name === 'queryParameters' ? redactParameters(item) : redact(item, name)]])));
  }

  /** Types and names of parameters stay, all values go. */
  function redactParameters(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(redactParameters);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [name, name === 'value' && typeof item === 'string' ? pseudonyms.of(item) : redactParameters(item)]));
  }

  return redact(job, '') as JobResource;
}

function redactEmail(address: string, pseudonyms: Pseudonyms): string {
  const hash = pseudonyms.of(address.toLowerCase());
  return address.toLowerCase().endsWith('.gserviceaccount.com') ? `sa-${hash}@example.iam.gserviceaccount.com` : `user-${hash}@example.com`;
}

/** The words of an address before its @ that may be somebody's name. */
function namesIn(address: string): readonly string[] {
  const [local = ''] = address.split('@');
  return local.split(/[^\p{L}]+/u).filter((word) => word.length >= 3 && !COMMON_WORDS.has(word.toLowerCase()));
}

/** Replaces names anywhere, or where they stand as words of their own; between `_` and digits too. */
function createNameReplacer(names: readonly { name: string; whole: boolean }[], pseudonyms: Pseudonyms): (text: string) => string {
  if (names.length === 0) return (text) => text;
  const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  const longestFirst = [...names].sort((one, other) => other.name.length - one.name.length);
  const pattern = new RegExp(longestFirst.map(({ name, whole }) => (whole ? `(?<!\\p{L})${escaped(name)}(?!\\p{L})` : escaped(name))).join('|'), 'giu');
  return (text) => text.replace(pattern, (name) => pseudonyms.of(name.toLowerCase()));
}

function tablesAndUrisOf({ configuration: { load, copy, extract, query } }: JobResource): string[] {
  const tables = [load?.destinationTable, copy?.destinationTable, copy?.sourceTable, ...(copy?.sourceTables ?? []), extract?.sourceTable, query?.destinationTable];
  const named = tables.flatMap((table) => (table ? [`${table.projectId}:${table.datasetId}.${table.tableId}`, `${table.projectId}.${table.datasetId}.${table.tableId}`, `${table.datasetId}.${table.tableId}`, table.tableId] : []));
  return [...named, ...(load?.sourceUris ?? []), ...(extract?.destinationUris ?? [])];
}
