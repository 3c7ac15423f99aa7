import { loadConfig } from '../src/config/load-config';
import type { DispatchConfig } from '../src/core/dispatch-config';
import { FaultsError, type Fault } from '../src/core/rules/fault';
import type { Emulator } from './emulator';
import { loadConfigText, loadVariables, loadWorkspace, type Workspace } from './workspace/load-workspace';
import { restoreBuckets } from './workspace/restore-buckets';

/** What is given from outside a workspace. */
export interface Given {
  readonly sets: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Puts a workspace into an emulator that is still empty, and configures it.
 * @returns the workspace with its configuration; its events are not delivered yet
 * @throws FaultsError with the faults of files and configuration in one
 */
export async function loadSituation(emulator: Emulator, root: string, given: Given): Promise<Workspace & { settings: DispatchConfig }> {
  const workspace = loadWorkspace(root);
  restoreBuckets(emulator.storage, workspace.buckets);
  for (const { tables, ...dataset } of workspace.datasets) {
    emulator.bigquery.createDataset(dataset);
    for (const { resource, rows } of tables) emulator.bigquery.addTable(resource, rows);
  }
  return { ...workspace, settings: await reloadConfig(emulator, root, given) };
}

/**
 * Reads the configuration of a workspace again, and keeps to the one before where it has faults.
 * @throws FaultsError
 */
export async function reloadConfig(emulator: Emulator, root: string, { sets, environment }: Given): Promise<DispatchConfig> {
  const { file = '', text, faults } = loadConfigText(root);
  const variables = loadVariables(root);
  const all: Fault[] = [...faults, ...variables.faults];
  if (all.length > 0) throw new FaultsError('CONFIG_INVALID', all);
  const config = await loadConfig({ text, file, given: { sets, environment, variables: variables.values }, objects: emulator.objects });
  emulator.configure(config);
  return config;
}
