import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseExpression } from '../analysis/analyse';
import { testConnection, testContext } from '../analysis/test-bed';
import { parseExpression } from '../syntax/parse';

/** The value of an expression as a literal of GoogleSQL. @throws Error as the expression does */
async function literalOf(expression: string): Promise<string> {
  const { sql } = analyseExpression(parseExpression(`FORMAT('%T', ${expression})`), testContext());
  const connection = await testConnection();
  const [row] = (await connection.runAndReadAll(`SELECT ${sql}`)).getRows();
  return String(row?.[0]);
}

/** One test an expression: what it is as a literal, or `ERR` and what stands in the message of its failure. */
export function testExpressions(title: string, table: readonly (readonly [expression: string, expected: string])[]): void {
  void describe(title, () => {
    for (const [expression, expected] of table) {
      void it(`${expression} is ${expected}`, async () => {
        if (!expected.startsWith('ERR')) assert.equal(await literalOf(expression), expected);
        else await assert.rejects(literalOf(expression), (error: Error) => error.message.includes(expected.slice('ERR '.length)));
      });
    }
  });
}
