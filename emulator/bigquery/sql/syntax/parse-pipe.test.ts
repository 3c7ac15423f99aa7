import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScript } from './parse';
import { showTree } from './show-tree';

const TREES: [string, string][] = [
  ['FROM t', '(query query=(body=(select items=[(star)] from=(table path=[t]))))'],
  ['FROM t AS a |> WHERE a.x > 1 |> WHERE b |> JOIN u ON a.id = u.id |> SELECT a.x, u.y AS z, |> WHERE z', '(query query=(body=(select items=[(star)] from=(subquery query=(body=(select items=[(expression (path [a x])) (expression (path [u y]) alias=z)] from=(join type=INNER (table path=[t] alias=a) (table path=[u]) on=(binary = (path [a id]) (path [u id]))) where=(binary AND (binary > (path [a x]) (int 1)) (path [b]))))) where=(path [z]))))'],
  ['SELECT 1 AS a |> EXTEND a + 1 AS b |> SET a = 2 |> DROP b |> AS c |> DISTINCT', '(query query=(body=(select distinct=true items=[(star)] from=(subquery query=(body=(select items=[(star)] from=(subquery query=(body=(select items=[(star except=[b])] from=(subquery query=(body=(select items=[(star replace=[(name=a (int 2))])] from=(subquery query=(body=(select items=[(star) (expression (binary + (path [a]) (int 1)) alias=b)] from=(subquery query=(body=(select items=[(expression (int 1) alias=a)]))))))))))) alias=c)))))))'],
  ['FROM t |> AGGREGATE COUNT(*) AS n, SUM(a) GROUP BY b, c AS d |> ORDER BY n DESC |> LIMIT 3 OFFSET 1', '(query query=(body=(select items=[(star)] from=(subquery query=(body=(select items=[(expression (path [b])) (expression (path [c]) alias=d) (expression (call name=[COUNT] star=true) alias=n) (expression (call name=[SUM] arguments=[((path [a]))]))] from=(table path=[t]) groupBy=(sets items=[(expression (int 1)) (expression (int 2))]))))) orderBy=[((path [n]) descending=true)] limit=(int 3) offset=(int 1)))'],
  ['FROM t |> AGGREGATE COUNT(*) |> UNION ALL (SELECT 1), (FROM u)', '(query query=(body=(set UNION ALL inputs=[(parenthesized query=(body=(select items=[(expression (call name=[COUNT] star=true))] from=(table path=[t]) groupBy=(sets items=[(GROUPING SETS sets=[[]])])))) (parenthesized query=(body=(select items=[(expression (int 1))]))) (parenthesized query=(body=(select items=[(star)] from=(table path=[u]))))])))'],
  ['FROM t |> AGGREGATE GROUP AND ORDER BY a, b DESC NULLS LAST', '(query query=(body=(select items=[(expression (path [a])) (expression (path [b]))] from=(table path=[t]) groupBy=(sets items=[(expression (int 1)) (expression (int 2))])) orderBy=[((int 1)) ((int 2) descending=true nulls=LAST)]))'],
  ['FROM t |> WHERE a |> RIGHT JOIN u USING (b)', '(query query=(body=(select items=[(star)] from=(join type=RIGHT (subquery query=(body=(select items=[(star)] from=(table path=[t]) where=(path [a])))) (table path=[u]) using=[b]))))'],
  ['FROM t |> PIVOT(SUM(a) FOR b IN (1)) AS p', '(query query=(body=(select items=[(star)] from=(subquery query=(body=(select items=[(star)] from=(table path=[t]))) operators=[(pivot aggregates=[((call name=[SUM] arguments=[((path [a]))]))] input=(path [b]) values=[((int 1))] alias=p)]))))'],
  ['WITH a AS (SELECT 1) FROM a |> CROSS JOIN a AS b', '(query query=(body=(select items=[(star)] from=(join type=CROSS (table path=[a]) (table path=[a] alias=b))) with=(tables=[(name=a query=(body=(select items=[(expression (int 1))])))])))'],
];
for (const [sql, tree] of TREES) {
  test(`the tree of ${sql}`, () => assert.equal(parseScript(sql).statements.map(showTree).join('; '), tree));
}
