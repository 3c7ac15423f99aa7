import path from 'node:path';
import type { ConfigText } from '../../config/config-text';
import type { OnRoute } from '../../config/route-files';
import type { DispatchConfig } from '../../core/dispatch-config';
import type { Clock } from '../../core/ports/clock';
import type { ObjectStore } from '../../core/ports/object-store';
import { variablesBeside } from '../variables-beside';

/** What a configuration is read with besides the environment. */
export interface ConfigGiven {
  readonly sets?: ReadonlyMap<string, string>;
  readonly variables?: ReadonlyMap<string, string>;
  /** Where the files of `RoutesURL` lie; on Google Cloud, or an emulator, where it is missing. */
  readonly objects?: ObjectStore;
  /** Told of each route that was read, and where it stands. */
  readonly onRoute?: OnRoute;
}

/** What rules are read with. */
export interface RuleReading {
  readonly clock: Clock;
  /** Where relative paths begin. */
  readonly folder: string;
  /** The text of a configuration or task, without asking for credentials where it is a file. */
  readonly readText: (config: string | undefined) => Promise<ConfigText>;
  /** Reads a configuration. Rejects with FaultsError. */
  readonly load: (text: ConfigText, given: ConfigGiven) => Promise<DispatchConfig>;
}

/** Where rules are read from, as another thread can read them too. */
export interface RuleBookSource {
  /** A file, a gs:// URL or JSON text; that of the workspace, or of the variable CONFIG, where it is missing. */
  readonly config?: string;
  /** The folder of a workspace, whose buckets hold tasks. */
  readonly workspace?: string;
  readonly sets?: ReadonlyMap<string, string>;
}

/** Rules, and the tasks beside them. */
export interface RuleBook {
  readonly config: DispatchConfig;
  readonly objects: ObjectStore;
}

/**
 * Opens rules without a service: tasks are those of the workspace, and there are none without one.
 * @param onRoute told of each route, and where it stands
 * @throws FaultsError, DispatchError CONFIG_INVALID
 */
export async function openRuleBook({ config: named, workspace, sets = new Map() }: RuleBookSource, reading: RuleReading, onRoute?: OnRoute): Promise<RuleBook> {
  const { openTasks } = await import('../../../emulator/workspace/open-tasks');
  const root = workspace === undefined ? undefined : path.resolve(reading.folder, workspace);
  const tasks = openTasks(root, reading.clock);
  const text = named === undefined && root !== undefined ? tasks.configText() : await reading.readText(named);
  const variables = root === undefined ? await variablesBeside(text.file, reading.folder) : tasks.variables;
  const config = await reading.load(text, { sets, variables, ...(root !== undefined && { objects: tasks.objects }), ...(onRoute && { onRoute }) });
  tasks.makeBuckets(config);
  return { config, objects: tasks.objects };
}
