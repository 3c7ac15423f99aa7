import type { WriteOptions } from '../../src/core/ports/object-store';

/** Who may do what with an object or a bucket; stored and told, not enforced. */
export interface AccessControl {
  readonly entity: string;
  readonly role: string;
}

/** Until when a version may not be removed. */
export interface Retention {
  readonly mode: string;
  /** RFC 3339. */
  readonly retainUntilTime: string;
}

/** What a client may say of an object; what is missing is not set. */
export interface ObjectAttributes extends Omit<WriteOptions, 'ifGeneration'> {
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  /** RFC 3339, as the client gave it. */
  readonly customTime?: string;
  /** Missing: STANDARD. */
  readonly storageClass?: string;
  readonly eventBasedHold?: boolean;
  readonly temporaryHold?: boolean;
  readonly retention?: Retention;
  readonly acl?: readonly AccessControl[];
}

const KEYS = [
  'contentType',
  'contentEncoding',
  'metadata',
  'cacheControl',
  'contentDisposition',
  'contentLanguage',
  'customTime',
  'storageClass',
  'eventBasedHold',
  'temporaryHold',
  'retention',
  'acl',
] as const satisfies readonly (keyof ObjectAttributes)[];

/** The attributes alone, without the members that are not set. */
export function attributesOf(source: ObjectAttributes): ObjectAttributes {
  const entries = KEYS.flatMap((key) => (source[key] === undefined ? [] : [[key, source[key]] as const]));
  return Object.fromEntries(entries);
}

/** What a copy takes over: all but who holds and who may use the source. */
export function copiedAttributes(source: ObjectAttributes): ObjectAttributes {
  return attributesOf({ ...source, retention: undefined, temporaryHold: undefined, eventBasedHold: undefined, acl: undefined });
}
