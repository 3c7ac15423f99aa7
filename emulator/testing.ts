/**
 * The emulator in a test's own process, for vitest, jest or node:test: no port, no waiting.
 *
 *     const emulator = await createEmulator({ workspace: __dirname });
 *     await emulator.complete('events/load-orders.json');
 *     assertRouteMatched(emulator, 'loaded orders');
 */
import { TestEmulator, type TestEmulatorOptions } from './testing/test-emulator';

export * from './testing/assertions';
export type { TestEmulator } from './testing/test-emulator';
export type { DispatchResponse } from '../src/core/response';

export interface EmulatorOptions extends TestEmulatorOptions {
  /** The folder of a workspace: objects, tables, variables and a configuration. */
  readonly workspace?: string;
  /** The configuration, a text of JSON or an object; instead of the workspace's own where there is a workspace. */
  readonly config?: string | object;
  /** Values for `${config.Name}`; they come before those of the workspace. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Rejects with FaultsError for what is wrong in the workspace or the configuration. */
export async function createEmulator({ workspace, config, variables = {}, ...options }: EmulatorOptions = {}): Promise<TestEmulator> {
  const emulator = new TestEmulator({ environment: process.env, ...options });
  for (const [name, value] of Object.entries(variables)) emulator.variables.set(name, value);
  if (workspace !== undefined) {
    const text = typeof config === 'object' ? JSON.stringify(config) : config;
    await emulator.loadWorkspace(workspace, { sets: new Map(emulator.variables), ...(text !== undefined && { config: { text, file: 'dispatch.json' } }) });
  } else if (config !== undefined) {
    await emulator.configure(config);
  }
  return emulator;
}
