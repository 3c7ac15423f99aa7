import { DispatchError } from '../errors';
import { parseTable, type TableReference } from '../table-ref';
import type { ActionContext } from './action';

/**
 * The table that an action reads: its own `Source`, else the default of R10.
 * @throws DispatchError SOURCE_NOT_A_TABLE, INVALID_TABLE
 */
export function sourceTable(source: string | undefined, { defaultSource, defaultProject }: ActionContext): TableReference {
  if (source !== undefined) return parseTable(source, defaultProject);
  if ('table' in defaultSource) return defaultSource.table;
  throw new DispatchError('SOURCE_NOT_A_TABLE', defaultSource.missing);
}
