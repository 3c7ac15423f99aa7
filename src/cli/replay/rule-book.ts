import path from 'node:path';
import type { DispatchConfig } from '../../core/dispatch-config';
import type { ObjectStore } from '../../core/ports/object-store';
import type { CliContext } from '../command';

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
 * @throws FaultsError, DispatchError CONFIG_INVALID
 */
export async function openRuleBook({ config: named, workspace, sets = new Map() }: RuleBookSource, context: Pick<CliContext, 'readText' | 'load' | 'clock' | 'folder'>): Promise<RuleBook> {
  const { openTasks, variablesBeside } = await import('../../../emulator/workspace/open-tasks');
  const root = workspace === undefined ? undefined : path.resolve(context.folder, workspace);
  const tasks = openTasks(root, context.clock);
  const text = named === undefined && root !== undefined ? tasks.configText() : await context.readText(named);
  const variables = root === undefined ? variablesBeside(path.resolve(context.folder, text.file)) : tasks.variables;
  const config = await context.load(text, { sets, variables, ...(root !== undefined && { objects: tasks.objects }) });
  tasks.makeBuckets(config);
  return { config, objects: tasks.objects };
}
