import path from 'node:path';
import { FaultsError } from '../core/rules/fault';

/**
 * The `variables.json` beside a configuration that is a file; no values where there is none.
 * @param folder where relative names begin
 * Rejects with FaultsError WORKSPACE_INVALID where it cannot be used.
 */
export async function variablesBeside(file: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const { loadVariables } = await import('../../emulator/workspace/load-workspace');
  const { values, faults } = loadVariables(path.dirname(path.resolve(folder, file)));
  if (faults.length > 0) throw new FaultsError('WORKSPACE_INVALID', faults);
  return values;
}
