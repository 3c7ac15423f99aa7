import type { StatementOutcome } from '../engine/statement-outcome';
import type { StatementScope } from '../engine/statement-scope';
import type { World } from '../engine/world';
import type { DdlStatement } from '../syntax/statement';
import { alterTable } from './alter-table';
import { createFunction, createProcedure } from './create-routine';
import { createTable } from './create-table';
import { createView } from './create-view';
import { drop } from './drop';
import { alterSchema, createSchema } from './schema-ddl';

/** Runs a DDL statement. @throws SqlError */
export async function executeDdl(statement: DdlStatement, scope: StatementScope, world: World): Promise<StatementOutcome> {
  switch (statement.kind) {
    case 'create-schema':
      return createSchema(statement, scope, world);
    case 'create-table':
      return createTable(statement, scope, world);
    case 'create-view':
      return createView(statement, scope, world);
    case 'create-function':
      return createFunction(statement, scope, world);
    case 'create-procedure':
      return createProcedure(statement, scope, world);
    case 'drop':
      return drop(statement, scope, world);
    case 'alter-table':
      return alterTable(statement, scope, world);
    case 'alter-schema':
      return alterSchema(statement, scope, world);
  }
}
