import type { TableReference } from '../../../../src/core/table-ref';
import type { StatementOutcome } from '../engine/statement-outcome';

/** `ddlOperationPerformed`: https://cloud.google.com/bigquery/docs/reference/rest/v2/Job#jobstatistics2 */
export type DdlOperation = 'CREATE' | 'REPLACE' | 'SKIP' | 'DROP' | 'ALTER';

export function tableOutcome(statementType: string, operation: DdlOperation, table: TableReference): StatementOutcome {
  return { ...ddlOutcome(statementType, operation, { ddlTargetTable: table }), target: table };
}

export function ddlOutcome(statementType: string, operation: DdlOperation, target: Readonly<Record<string, unknown>>): StatementOutcome {
  return { statementType, references: [], statistics: { ddlOperationPerformed: operation, ...target } };
}
