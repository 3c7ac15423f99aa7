import type { ConfigText } from '../../src/config/config-text';
import type { DispatchConfig } from '../../src/core/dispatch-config';
import type { Clock } from '../../src/core/ports/clock';
import type { ObjectStore } from '../../src/core/ports/object-store';
import { FaultsError } from '../../src/core/rules/fault';
import { makeOwnBuckets } from '../own-buckets';
import { createObjectStore } from '../storage/object-store';
import { createStorageState } from '../storage/storage-state';
import { loadBucketFiles } from './load-bucket-files';
import { loadConfigText, loadVariables, requireFolder } from './load-workspace';
import { restoreBuckets } from './restore-buckets';

/** What rules need of a workspace to be read and matched: no tables, no events. */
export interface WorkspaceTasks {
  readonly objects: ObjectStore;
  readonly variables: ReadonlyMap<string, string>;
  /** @throws FaultsError where the workspace has none */
  configText(): ConfigText;
  /** Makes the buckets that the service itself needs. */
  makeBuckets(config: DispatchConfig): void;
}

/**
 * @param root the folder of a workspace; an empty one where it is missing
 * @throws FaultsError WORKSPACE_INVALID
 */
export function openTasks(root: string | undefined, clock: Clock): WorkspaceTasks {
  if (root !== undefined) requireFolder(root);
  const storage = createStorageState({ clock });
  const { buckets, faults: ofBuckets } = root === undefined ? { buckets: [], faults: [] } : loadBucketFiles(root);
  const { values, faults: ofVariables } = root === undefined ? { values: new Map<string, string>(), faults: [] } : loadVariables(root);
  if (ofBuckets.length + ofVariables.length > 0) throw new FaultsError('WORKSPACE_INVALID', [...ofBuckets, ...ofVariables]);
  restoreBuckets(storage, buckets);
  return {
    objects: createObjectStore(storage),
    variables: values,
    configText() {
      const { file, text, faults } = loadConfigText(root ?? '');
      if (file === undefined || faults.length > 0) throw new FaultsError('WORKSPACE_INVALID', faults);
      return { file, text };
    },
    makeBuckets: (config) => makeOwnBuckets(storage, config),
  };
}
