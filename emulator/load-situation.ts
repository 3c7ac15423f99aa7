import { loadConfig } from '../src/config/load-config';
import type { DispatchConfig } from '../src/core/dispatch-config';
import { FaultsError, type Fault } from '../src/core/rules/fault';
import type { Emulator } from './emulator';
import { loadConfigText, loadVariables, loadWorkspace, type Workspace } from './workspace/load-workspace';
import { restoreBuckets } from './workspace/restore-buckets';
import { restoreDatasets } from './workspace/restore-datasets';

/** What is given from outside a workspace. */
export interface Given {
  readonly sets: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A workspace in the emulator, its events not delivered yet. */
export interface Situation extends Workspace {
  readonly config: DispatchConfig;
}

/**
 * Puts a workspace into an emulator that is still empty, and configures it.
 * @throws FaultsError with the faults of all files and the configuration in one
 */
export async function loadSituation(emulator: Emulator, root: string, given: Given): Promise<Situation> {
  const { workspace, faults: unreadable } = loadWorkspace(root);
  restoreBuckets(emulator.storage, workspace.buckets);
  const faults = [...unreadable, ...restoreDatasets(emulator.bigquery, workspace.datasets)];
  try {
    const config = await reloadConfig(emulator, root, given);
    if (faults.length > 0) throw new FaultsError('WORKSPACE_INVALID', []);
    return { ...workspace, config };
  } catch (error) {
    if (error instanceof FaultsError) throw new FaultsError('WORKSPACE_INVALID', [...error.faults, ...faults]);
    throw error;
  }
}

/**
 * Reads the configuration of a workspace again, and keeps to the one before where it has faults.
 * @throws FaultsError
 */
export async function reloadConfig(emulator: Emulator, root: string, { sets, environment }: Given): Promise<DispatchConfig> {
  const { file, text, faults } = loadConfigText(root);
  const variables = loadVariables(root);
  const before: Fault[] = [...faults, ...variables.faults];
  if (file === undefined) throw new FaultsError('CONFIG_INVALID', before);
  try {
    const config = await loadConfig({ text, file, given: { sets, environment, variables: variables.values }, objects: emulator.objects });
    if (before.length > 0) throw new FaultsError('CONFIG_INVALID', []);
    emulator.configure(config);
    return config;
  } catch (error) {
    if (error instanceof FaultsError) throw new FaultsError('CONFIG_INVALID', [...before, ...error.faults]);
    throw error;
  }
}
