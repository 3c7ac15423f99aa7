import type { ObjectInfo } from '../../src/core/ports/object-store';
import type { ObjectAttributes } from './object-attributes';

/** One generation of an object. Never changed: each change makes a new one. */
export interface StorageObject extends ObjectInfo, ObjectAttributes {
  /** An int64 as a string: changes of the attributes alone, from 1 in each generation. */
  readonly metageneration: string;
  /** When the attributes changed last. */
  readonly updated: Date;
  /** Of how many parts it was composed; missing where it was not. Such an object has no MD5 on the wire. */
  readonly componentCount?: number;
  /** When it ceased to be the live generation; missing while it is. */
  readonly timeDeleted?: Date;
}

/** What an earlier state recorded of an object; what is missing is made as for a new one. */
export type RecordedAttributes = ObjectAttributes &
  Partial<Pick<StorageObject, 'generation' | 'metageneration' | 'timeCreated' | 'updated' | 'componentCount' | 'timeDeleted'>>;

/** A generation with its bytes. */
export interface ObjectVersion {
  readonly object: StorageObject;
  readonly bytes: Uint8Array;
}
