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
  readonly isSaid: SaidByRules;
}

/** Fields whose texts are names of things, or say how a job is meant: rules match on these. All other texts are replaced. */
const KEPT: ReadonlySet<string> = new Set([
  ...['kind', 'id', 'selfLink', 'jobId', 'parentJobId', 'projectId', 'datasetId', 'tableId', 'modelId', 'routineId', 'location'],
  ...['sourceUris', 'sourceUri', 'destinationUris', 'destinationUri', 'sourceUriPrefix', 'resourceUri'],
  ...['name', 'field', 'fields', 'columns', 'type', 'typeKind', 'mode', 'reason', 'fieldDelimiter', 'quote', 'nullMarker', 'encoding'],
]);
/** How a query ran, with literals of it in words of their own, and large. */
const DROPPED: ReadonlySet<string> = new Set(['queryPlan', 'timeline', 'etag']);
/** Begins where such a run of characters begins, so that a long one is read once. */
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Constants such as WRITE_TRUNCATE, and numbers: 64-bit ones are strings. */
const PLAIN = /^(?:[A-Z][A-Z0-9_]*|-?\d+(?:\.\d+)?)$/;

/** Makes jobs of which others may know: what they say is replaced, the same text always by the same, and what they are stays. */
export function createJobRedaction({ pseudonyms, people, names, isSaid }: RedactionOptions): (job: JobResource) => JobResource {
  const everywhere = createReplacer([...people].filter((name) => !isSaid(name)), names, pseudonyms);

  /** A name of something, with what no name may say. */
  const named = (text: string): string => everywhere(text.replace(EMAIL, (address) => (isSaid(address) ? address : redactAddress(address, pseudonyms))));

  function text(value: string, field: string): string {
    if (field === 'query') return named(redactSql(value, pseudonyms, isSaid));
    if (KEPT.has(field) || PLAIN.test(value) || value === '') return named(value);
    if (field === 'user_email') return redactAddress(value, pseudonyms);
    return pseudonyms.of(value);
  }

  function redact(value: unknown, field: string): unknown {
    if (typeof value === 'string') return text(value, field);
    if (Array.isArray(value)) return value.map((item) => redact(item, field));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([name]) => !DROPPED.has(name));
    return Object.fromEntries(entries.map(([name, item]: [string, unknown]) => [named(name), CHOSEN.get(name)?.(item, pseudonyms) ?? redact(item, name)]));
  }

  return (job) => redact(job, '') as JobResource;
}

/** Parts whose names and values are chosen by people. */
const CHOSEN: ReadonlyMap<string, (value: unknown, pseudonyms: Pseudonyms) => unknown> = new Map([
  ['labels', replaceValues],
  ['parameterValue', replaceValues],
]);

/** Replaces every value, and keeps the form and the names. */
function replaceValues(value: unknown, pseudonyms: Pseudonyms): unknown {
  if (typeof value === 'string') return value === '' ? value : pseudonyms.of(value);
  if (Array.isArray(value)) return value.map((item) => replaceValues(item, pseudonyms));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [name, replaceValues(item, pseudonyms)]));
}

function redactAddress(address: string, pseudonyms: Pseudonyms): string {
  const pseudonym = pseudonyms.of(address.toLowerCase());
  return isServiceAccount(address) ? `${pseudonym}@example.iam.gserviceaccount.com` : `${pseudonym}@example.com`;
}

/** Replaces texts: some as words of their own, also between `_` and digits, others wherever they stand. */
function createReplacer(words: readonly string[], parts: readonly string[], pseudonyms: Pseudonyms): (text: string) => string {
  const longestFirst = (one: string, other: string): number => other.length - one.length;
  const choices = [...[...parts].sort(longestFirst).map(escaped), ...[...words].sort(longestFirst).map((word) => `(?<!\\p{L})${escaped(word)}(?!\\p{L})`)];
  if (choices.length === 0) return (text) => text;
  const pattern = new RegExp(choices.join('|'), 'giu');
  return (text) => text.replace(pattern, (found) => pseudonyms.of(found.toLowerCase()));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
