import { HttpFault, badRequest, unsupported } from '../../http/http-fault';
import { attributesOf, type AccessControl, type ObjectAttributes, type Retention } from '../object-attributes';
import type { Json } from '../storage-bucket';
import { isObject, mergePatch } from './json-merge';
import type { JsonObject } from './request-terms';

const TEXTS = ['contentType', 'contentEncoding', 'contentLanguage', 'contentDisposition', 'cacheControl', 'storageClass'] as const;
const HOLDS = ['eventBasedHold', 'temporaryHold'] as const;
const STORAGE_CLASSES = ['STANDARD', 'NEARLINE', 'COLDLINE', 'ARCHIVE', 'MULTI_REGIONAL', 'REGIONAL', 'DURABLE_REDUCED_AVAILABILITY'];

/** What an object resource says that a client may say. @throws HttpFault invalid, or 501 for what is not emulated */
export function readAttributes(resource: JsonObject): ObjectAttributes {
  const value = (name: string): Json | undefined => (Object.hasOwn(resource, name) ? (resource[name] ?? undefined) : undefined);
  for (const name of ['kmsKeyName', 'contexts']) if (value(name) !== undefined) throw unsupported(`${name} of an object`);
  const texts = TEXTS.map((name) => [name, readText(name, value(name))] as const);
  const holds = HOLDS.map((name) => [name, readFlag(name, value(name))] as const);
  const read: ObjectAttributes = {
    ...Object.fromEntries(texts.filter(([, text]) => text !== undefined && text !== '')),
    ...Object.fromEntries(holds),
    metadata: readTexts('metadata', value('metadata')),
    customTime: readTime('customTime', value('customTime')),
    retention: readRetention(value('retention')),
    acl: readAcl(value('acl')),
  };
  if (read.storageClass !== undefined && !STORAGE_CLASSES.includes(read.storageClass)) throw badRequest(`Invalid storage class: ${read.storageClass}`);
  return attributesOf(read);
}

/** The attributes after a PATCH with `patch`. @throws HttpFault as `readAttributes` */
export function patchAttributes(current: ObjectAttributes, patch: JsonObject): ObjectAttributes {
  const before = attributesOf(current) as unknown as JsonObject;
  return keepClass(readAttributes(mergePatch(before, patch)), current);
}

/** The attributes after an update with the whole of `resource`; lists of access are kept where it has none. */
export function replaceAttributes(current: ObjectAttributes, resource: JsonObject): ObjectAttributes {
  return keepClass({ ...(current.acl && { acl: current.acl }), ...readAttributes(resource) }, current);
}

/** The class of bytes that are stored changes by a rewrite alone. */
function keepClass(attributes: ObjectAttributes, { storageClass }: ObjectAttributes): ObjectAttributes {
  if ((attributes.storageClass ?? storageClass ?? 'STANDARD') !== (storageClass ?? 'STANDARD')) {
    throw badRequest('The storage class of an object is changed by rewriting it.');
  }
  return { ...attributes, ...(storageClass !== undefined && { storageClass }) };
}

function invalid(name: string, value: Json): HttpFault {
  return badRequest(`Invalid value for ${name}: ${JSON.stringify(value).slice(0, 100)}`);
}

function readText(name: string, value: Json | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw invalid(name, value);
}

function readFlag(name: string, value: Json | undefined): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw invalid(name, value);
}

function readTime(name: string, value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value))) return new Date(value).toISOString();
  throw invalid(name, value);
}

/** A map of texts; numbers and booleans become texts, as the service reads them. */
export function readTexts(name: string, value: Json | undefined): Readonly<Record<string, string>> | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) throw invalid(name, value);
  const entries = Object.entries(value).filter(([, text]) => text !== null);
  return Object.fromEntries(
    entries.map(([key, text]) => {
      if (typeof text === 'object') throw invalid(`${name}.${key}`, text);
      return [key, String(text)];
    }),
  );
}

function readRetention(value: Json | undefined): Retention | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) throw invalid('retention', value);
  const { mode, retainUntilTime } = value;
  if (mode === undefined && retainUntilTime === undefined) return undefined;
  if (mode !== 'Locked' && mode !== 'Unlocked') throw invalid('retention.mode', mode ?? null);
  return { mode, retainUntilTime: readTime('retention.retainUntilTime', retainUntilTime ?? '') ?? '' };
}

/** A list of who may do what. @throws HttpFault invalid */
export function readAcl(value: Json | undefined): readonly AccessControl[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw invalid('acl', value);
  return (value as readonly Json[]).map((item) => {
    if (!isObject(item) || typeof item.entity !== 'string' || typeof item.role !== 'string') throw invalid('acl', item);
    return { entity: item.entity, role: item.role };
  });
}
