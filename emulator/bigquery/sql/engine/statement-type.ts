import type { Statement } from '../syntax/statement';

/** `statistics.query.statementType` of a statement: https://cloud.google.com/bigquery/docs/reference/rest/v2/Job#jobstatistics2 */
export function statementType(statement: Statement): string {
  switch (statement.kind) {
    case 'query':
      return 'SELECT';
    case 'truncate':
      return 'TRUNCATE_TABLE';
    case 'create-table':
      return statement.query ? 'CREATE_TABLE_AS_SELECT' : 'CREATE_TABLE';
    case 'create-view':
      return statement.materialized ? 'CREATE_MATERIALIZED_VIEW' : 'CREATE_VIEW';
    case 'create-function':
      return statement.table ? 'CREATE_TABLE_FUNCTION' : 'CREATE_FUNCTION';
    case 'drop':
      return `DROP_${statement.object.replaceAll(' ', '_')}`;
    case 'alter-table':
      return `ALTER_${statement.object}`;
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
    case 'create-schema':
    case 'create-procedure':
    case 'alter-schema':
    case 'export-data':
    case 'assert':
    case 'begin-transaction':
    case 'commit-transaction':
    case 'rollback-transaction':
      return statement.kind.toUpperCase().replaceAll('-', '_');
    default:
      return 'SCRIPT';
  }
}
