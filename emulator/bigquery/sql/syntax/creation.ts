import type { ObjectPath } from './statement';

/** What every CREATE says before its own part. */
export interface Creation {
  readonly name: ObjectPath;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
}
