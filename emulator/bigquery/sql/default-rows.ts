import type { TableFieldSchema } from '../../../src/core/job-resource';
import type { Row } from '../data/row';
import type { JobContext } from '../job-context';
import { USER_EMAIL } from '../job-resource';
import { typeOfField } from './engine/field-type';
import type { Runner } from './engine/runner';
import type { StatementScope } from './engine/statement-scope';
import { SqlError } from './sql-error';
import { parseExpression } from './syntax/parse';

/** The defaults of columns for so many rows. @throws SqlError */
export function defaultRows(columns: readonly TableFieldSchema[], count: number, { runner, ...names }: Pick<JobContext, 'catalog' | 'location'> & { runner: Runner }): Promise<readonly Row[]> {
  const refuse = (what: string): never => {
    throw new SqlError(`A default value cannot use ${what}`);
  };
  const scope: StatementScope = {
    names: { ...names, projectId: '', temporary: new Map(), informationSchema: () => undefined },
    functions: new Map(),
    parameter: () => refuse('query parameters'),
    variable: () => undefined,
    systemVariable: () => refuse('system variables'),
    timeZone: 'UTC',
    sessionUser: USER_EMAIL,
    signal: new AbortController().signal,
  };
  const expressions = columns.map((column) => ({ expression: parseExpression(column.defaultValueExpression ?? 'NULL'), type: typeOfField(column) }));
  return runner.repeat(expressions, count, scope);
}
