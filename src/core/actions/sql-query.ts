import type { JobConfigurationQuery } from '../job-resource';
import { expandSql, parametersOf } from '../sql-text';
import type { ActionContext } from './action';

/** SQL with its variables put in, and with the query parameters that it asks for (R19). @throws DispatchError INVALID_VALUE, UNKNOWN_VARIABLE */
export function sqlQuery(sql: string, { variables }: Pick<ActionContext, 'variables'>): Pick<JobConfigurationQuery, 'query' | 'useLegacySql' | 'parameterMode' | 'queryParameters'> {
  const query = expandSql(sql, variables);
  const queryParameters = parametersOf(query, variables);
  return { query, useLegacySql: false, ...(queryParameters.length > 0 && { parameterMode: 'NAMED', queryParameters }) };
}
