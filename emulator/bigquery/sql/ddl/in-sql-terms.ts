import { DispatchError, type ErrorCode } from '../../../../src/core/errors';
import { SqlError } from '../sql-error';
import type { Position } from '../syntax/position';

const REASONS: ReadonlyMap<ErrorCode, string> = new Map([['ALREADY_EXISTS', 'duplicate'], ['NOT_FOUND', 'notFound'], ['INVALID_REQUEST', 'invalid']]);

/** Does `work` on the catalog; what the catalog refuses is refused as SQL refuses it. */
export function inSqlTerms<T>(work: () => T, at?: Position): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof DispatchError ? REASONS.get(error.code) : undefined;
    if (reason === undefined) throw error;
    throw new SqlError((error as DispatchError).message, { reason, ...(reason === 'invalid' && { at }) });
  }
}
