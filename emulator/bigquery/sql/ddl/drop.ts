import { formatTable } from '../../../../src/core/table-ref';
import { resolveTable } from '../engine/find-table';
import type { StatementOutcome } from '../engine/statement-outcome';
import type { StatementScope } from '../engine/statement-scope';
import { statementType } from '../engine/statement-type';
import type { World } from '../engine/world';
import { notEmulated, SqlError } from '../sql-error';
import type { Drop } from '../syntax/statement';
import { routineReference } from './create-routine';
import { ddlOutcome, tableOutcome } from './ddl-outcome';
import { dropSchema } from './schema-ddl';

/** DROP of anything. */
export function drop(statement: Drop, scope: StatementScope, world: World): StatementOutcome {
  switch (statement.object) {
    case 'SCHEMA':
      return dropSchema(statement, scope, world);
    case 'TABLE':
    case 'VIEW':
      return dropTable(statement, scope, world);
    case 'FUNCTION':
    case 'TABLE FUNCTION':
    case 'PROCEDURE':
      return dropRoutine(statement, scope, world);
    case 'MATERIALIZED VIEW':
      throw notEmulated('a materialized view', statement.at);
  }
}

function dropTable(statement: Drop, scope: StatementScope, { catalog, location, state }: World): StatementOutcome {
  const type = statementType(statement);
  const ref = resolveTable(statement.name, scope.names);
  const table = catalog.findTable(ref);
  if (!table) {
    if (statement.ifExists) return tableOutcome(type, 'SKIP', ref);
    throw new SqlError(`Not found: Table ${formatTable(ref)} was not found in location ${location}`, { reason: 'notFound' });
  }
  const isView = table.resource.view !== undefined;
  if (isView !== (statement.object === 'VIEW')) {
    const found = isView ? 'VIEW' : 'TABLE';
    throw new SqlError(`Cannot drop ${formatTable(ref)} which has type ${found}. A DROP ${found} statement should be used to do that`, { reason: 'invalid' });
  }
  catalog.removeTable(ref);
  for (const [name, own] of state.temporary) if (own === ref) state.temporary.delete(name);
  return tableOutcome(type, 'DROP', ref);
}

function dropRoutine(statement: Drop, scope: StatementScope, { catalog, state }: World): StatementOutcome {
  const type = statementType(statement);
  if (statement.name.length === 1 && state.functions.delete((statement.name[0]?.name ?? '').toLowerCase())) return ddlOutcome(type, 'DROP', {});
  const ref = routineReference(statement.name, scope);
  const target = { ddlTargetRoutine: ref };
  if (catalog.removeRoutine(ref)) return ddlOutcome(type, 'DROP', target);
  if (statement.ifExists) return ddlOutcome(type, 'SKIP', target);
  throw new SqlError(`Not found: Routine ${ref.projectId}:${ref.datasetId}.${ref.routineId}`, { reason: 'notFound' });
}
