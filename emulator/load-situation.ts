import type { ConfigText } from '../src/config/config-text';
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
  /** A configuration instead of the workspace's own. */
  readonly config?: ConfigText | undefined;
}

/** A workspace in the emulator, its events not delivered yet. */
export interface Situation extends Workspace {
  readonly config: DispatchConfig;
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * Puts a workspace into an emulator that is still empty, and configures it.
 * @throws FaultsError with the faults of all files and the configuration in one
 */
export async function loadSituation(emulator: Emulator, root: string, given: Given): Promise<Situation> {
  const { workspace, faults: unreadable } = loadWorkspace(root);
  emulator.answerCalls(workspace.answers);
  restoreBuckets(emulator.storage, workspace.buckets);
  const refused = await restoreDatasets(emulator.bigquery, workspace.datasets);
  const { config, variables, faults: ofConfig } = await readConfig(emulator, root, given);
  const faults = [...ofConfig, ...unreadable, ...refused];
  if (!config || faults.length > 0) throw new FaultsError('WORKSPACE_INVALID', faults);
  emulator.configure(config);
  return { ...workspace, config, variables };
}

/**
 * Reads the configuration of a workspace again, and keeps to the one before where it has faults.
 * @throws FaultsError
 */
export async function reloadConfig(emulator: Emulator, root: string, given: Given): Promise<DispatchConfig> {
  const { config, faults } = await readConfig(emulator, root, given);
  if (!config || faults.length > 0) throw new FaultsError('CONFIG_INVALID', faults);
  emulator.configure(config);
  return config;
}

/** The configuration with the faults of its file and its variables; with any it is not to be used. */
async function readConfig({ objects }: Emulator, root: string, { sets, environment, config: other }: Given): Promise<{ config?: DispatchConfig; variables: ReadonlyMap<string, string>; faults: readonly Fault[] }> {
  const { file, text, faults: ofFile } = other ? { ...other, faults: [] } : loadConfigText(root);
  const { values: variables, faults: ofVariables } = loadVariables(root);
  const faults = [...ofFile, ...ofVariables];
  if (file === undefined) return { variables, faults };
  try {
    return { config: await loadConfig({ text, file, given: { sets, environment, variables }, objects }), variables, faults };
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error;
    return { variables, faults: [...faults, ...error.faults] };
  }
}
