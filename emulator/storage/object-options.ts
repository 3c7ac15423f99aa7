import type { Checksums } from './checksums';
import type { ObjectAttributes } from './object-attributes';
import type { Preconditions } from './preconditions';

/** What a new generation is made with. */
export interface PutOptions extends ObjectAttributes, Preconditions {
  readonly componentCount?: number;
  /** The checksums of the bytes, where the caller has them. */
  readonly checksums?: Checksums;
}

export interface CopyOptions {
  readonly source?: Preconditions;
  readonly destination?: Preconditions;
  /** The source's generation; missing: the live one. */
  readonly generation?: string;
  /** In the place of the source's. */
  readonly attributes?: ObjectAttributes;
}
