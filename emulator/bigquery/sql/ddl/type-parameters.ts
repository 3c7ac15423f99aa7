import type { TableFieldSchema } from '../../../../src/core/job-resource';
import { SqlError } from '../sql-error';
import type { TypeNode } from '../syntax/tree';

/** The most digits before the point, and behind it. */
const DIGITS: ReadonlyMap<string, readonly [before: number, scale: number]> = new Map([['NUMERIC', [29, 9]], ['BIGNUMERIC', [38, 38]]]);

/**
 * What stands in parentheses behind a type, as fields of a schema:
 * https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types#parameterized_data_types
 * @throws SqlError for parameters that the type has not, or that are out of range
 */
export function typeParameters({ name, parameters, at }: TypeNode): Pick<TableFieldSchema, 'maxLength' | 'precision' | 'scale'> {
  const [first, second] = parameters;
  if (first === undefined) return {};
  const refuse = (problem: string): never => {
    throw new SqlError(problem, { at });
  };
  const most = name === 'STRING' || name === 'BYTES' ? 1 : DIGITS.has(name) ? 2 : 0;
  if (most === 0) refuse(`${name} does not support type parameters`);
  if (parameters.length > most) refuse(`${name} type can only have ${most === 1 ? 'one parameter' : 'one or two parameters'}. Found ${parameters.length} parameters`);
  const digits = DIGITS.get(name);
  if (!digits) return first > 0 ? { maxLength: String(first) } : refuse(`${name} length must be greater than 0`);
  const problem = decimalProblem(name, parameters, digits);
  if (problem !== undefined) refuse(problem);
  return { precision: String(first), ...(second !== undefined && { scale: String(second) }) };
}

function decimalProblem(name: string, [precision = 0, scale]: readonly number[], [before, mostScale]: readonly [number, number]): string | undefined {
  if (scale === undefined) return precision >= 1 && precision <= before ? undefined : `In ${name}(P), P must be between 1 and ${before}`;
  if (scale < 0 || scale > mostScale) return `In ${name}(P, S), S must be between 0 and ${mostScale}`;
  const [least, most] = [Math.max(scale, 1), scale + before];
  return precision >= least && precision <= most ? undefined : `In ${name}(P, ${scale}), P must be between ${least} and ${most}`;
}
