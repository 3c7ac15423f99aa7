import type { JobResource } from '../../core/job-resource';
import { isServiceAccount } from './people';
import type { Pseudonyms } from './pseudonyms';
import { redactSql } from './redact-sql';
import type { SaidByRules } from './rule-words';

export interface RedactionOptions {
  readonly pseudonyms: Pseudonyms;
  /** Names of people, in lower case; replaced where they stand as words of their own, unless the rules say them. */
  readonly people: ReadonlySet<string>;
  /** Texts that must not stand anywhere, in whatever case. */
  readonly names: readonly string[];
  readonly said: SaidByRules;
}

/** Fields that hold words of the API alone; the names that somebody has do not count there. */
const CONSTANTS: ReadonlySet<string> = new Set(['kind', 'type', 'typeKind', 'mode', 'reason', 'state', 'jobType', 'encoding']);
/** Fields whose texts are names of things: rules match on these. All other texts are replaced. */
const KEPT: ReadonlySet<string> = new Set([
  ...['id', 'selfLink', 'jobId', 'parentJobId', 'projectId', 'datasetId', 'tableId', 'modelId', 'routineId', 'location'],
  ...['sourceUris', 'sourceUri', 'destinationUris', 'destinationUri', 'sourceUriPrefix', 'resourceUri'],
  ...['name', 'field', 'fields', 'columns', 'fieldDelimiter', 'quote'],
]);
/** Fields in which people write what they like, so that nothing stays, whatever it looks like. */
const FREE: ReadonlySet<string> = new Set([
  ...['description', 'friendlyName', 'displayName', 'title', 'message', 'debugInfo', 'value', 'nullMarker', 'nullMarkers'],
  ...['inlineCode', 'defaultValueExpression', 'expression', 'text', 'statement', 'definitionBody', 'filterPredicate'],
]);
/** How a query ran, with literals of it in words of their own, and large. */
const DROPPED: ReadonlySet<string> = new Set(['queryPlan', 'timeline', 'etag']);
/** Begins where such a run of characters begins, so that a long one is read once. */
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** A location, some of which are names of people too. */
const LOCATION = /^(?:us|eu|[a-z]+-[a-z]+\d+)$/i;
/** Such as WRITE_TRUNCATE. */
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;
/** 64-bit numbers are strings. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Makes jobs of which others may know: what they say is replaced, the same text always by the same, and what they are stays. */
export function createJobRedaction({ pseudonyms, people, names, said: { isSaid, runs } }: RedactionOptions): (job: JobResource) => JobResource {
  const everywhere = createReplacer(new Set([...people].filter((name) => !isSaid(name))), names, pseudonyms);

  /** A name of something, with what no name may say. */
  const named = (text: string): string => everywhere(text.replace(EMAIL, (address) => (isSaid(address) ? address : redactAddress(address, pseudonyms))));

  function text(value: string, field: string): string {
    if (value === '' || CONSTANTS.has(field) || (field === 'location' && LOCATION.test(value))) return value;
    if (field === 'query') return named(redactSql(value, pseudonyms, { isKept: isSaid, runs }));
    if (FREE.has(field)) return pseudonyms.of(value);
    if (KEPT.has(field)) return named(value);
    if (NUMBER.test(value)) return value;
    if (CONSTANT.test(value)) return everywhere(value, NOBODY);
    if (field === 'user_email') return redactAddress(value, pseudonyms);
    return pseudonyms.of(value);
  }

  function redact(value: unknown, field: string): unknown {
    if (typeof value === 'string') return text(value, field);
    if (Array.isArray(value)) return value.map((item) => redact(item, field));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([name]) => !DROPPED.has(name));
    const nameOf = NAMED.has(field) ? named : (name: string): string => name;
    return Object.fromEntries(entries.map(([name, item]: [string, unknown]) => [nameOf(name), CHOSEN.has(name) ? replaceValues(item) : redact(item, name)]));
  }

  /** Replaces every value, and keeps the form and the names. */
  function replaceValues(value: unknown): unknown {
    if (typeof value === 'string' || typeof value === 'number') return value === '' ? value : pseudonyms.of(String(value));
    if (Array.isArray(value)) return value.map(replaceValues);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [named(name), replaceValues(item)]));
  }

  return (job) => redact(job, '') as JobResource;
}

/** Parts whose names and values are chosen by people. */
const CHOSEN: ReadonlySet<string> = new Set(['labels', 'parameterValue', 'resourceTags', 'values']);
/** Parts whose names alone are; those of all others are the API's. */
const NAMED: ReadonlySet<string> = new Set(['tableDefinitions']);
const NOBODY: ReadonlySet<string> = new Set();

function redactAddress(written: string, pseudonyms: Pseudonyms): string {
  const address = written.replace('%40', '@').toLowerCase();
  const redacted = `${pseudonyms.of(address)}@${isServiceAccount(address) ? 'example.iam.gserviceaccount.com' : 'example.com'}`;
  return written.includes('@') ? redacted : redacted.replace('@', '%40');
}

/** Replaces texts: some as words of their own, also between `_` and digits, others wherever they stand. */
function createReplacer(words: ReadonlySet<string>, parts: readonly string[], pseudonyms: Pseudonyms): (text: string, among?: ReadonlySet<string>) => string {
  const pattern = parts.length === 0 ? undefined : new RegExp(`(${[...parts].sort((one, other) => other.length - one.length).map(escaped).join('|')})`, 'iu');
  const replaced = (text: string): string => pseudonyms.of(text.toLowerCase());
  const withoutWords = (text: string, among: ReadonlySet<string>): string => (among.size === 0 ? text : text.replace(/\p{L}+/gu, (word) => (among.has(word.toLowerCase()) ? replaced(word) : word)));
  return (text, among = words) => {
    if (!pattern) return withoutWords(text, among);
    return text.split(pattern).map((piece, at) => (at % 2 === 1 ? replaced(piece) : withoutWords(piece, among))).join('');
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
