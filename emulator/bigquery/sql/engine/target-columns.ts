import type { Table } from '../../catalog';
import { fieldMode } from '../../data/schema';
import type { DmlContext } from '../analysis/analyse';
import { parseExpression } from '../syntax/parse';

/** What DML must know of its target's columns beside their types. */
export function targetColumns({ resource }: Table): DmlContext['targetColumns'] {
  return (resource.schema?.fields ?? []).map((field) => ({
    required: fieldMode(field) === 'REQUIRED',
    ...(field.defaultValueExpression && { default: parseExpression(field.defaultValueExpression) }),
  }));
}
