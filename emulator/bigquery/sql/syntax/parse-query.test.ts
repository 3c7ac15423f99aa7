import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery, parseScript } from './parse';
import { showTree } from './show-tree';

const TREES: [string, string][] = [
  ['SELECT DISTINCT a x, b AS y, * EXCEPT (c) REPLACE (1 AS d), t.*, FROM t', '(query query=(body=(select distinct=true items=[(expression (path [a]) alias=x) (expression (path [b]) alias=y) (star except=[c] replace=[((int 1) name=d)]) (star of=(path [t]))] from=(table path=[t]))))'],
  ['SELECT AS STRUCT 1', '(query query=(body=(select items=[(expression (int 1))] as=STRUCT)))'],
  ['SELECT ALL AS VALUE a FROM t WHERE b GROUP BY c HAVING d QUALIFY e WINDOW w AS (PARTITION BY f), v AS w', '(query query=(body=(select items=[(expression (path [a]))] as=VALUE from=(table path=[t]) windows=[(name=w window=(partitionBy=[(path [f])])) (name=v window=(base=w))] where=(path [b]) groupBy=(sets items=[(expression (path [c]))]) having=(path [d]) qualify=(path [e]))))'],
  ['WITH RECURSIVE a AS (SELECT 1), b AS (SELECT 2) SELECT 3 ORDER BY 1 ASC NULLS FIRST, 2 DESC LIMIT 1 OFFSET 2', '(query query=(body=(select items=[(expression (int 3))]) orderBy=[((int 1) nulls=FIRST) ((int 2) descending=true)] limit=(int 1) offset=(int 2) with=(recursive=true tables=[(name=a query=(body=(select items=[(expression (int 1))]))) (name=b query=(body=(select items=[(expression (int 2))])))])))'],
  ['SELECT 1 UNION ALL SELECT 2 UNION ALL (SELECT 3 LIMIT 1) ORDER BY 1', '(query query=(body=(set UNION ALL inputs=[(select items=[(expression (int 1))]) (select items=[(expression (int 2))]) (parenthesized query=(body=(select items=[(expression (int 3))]) limit=(int 1)))]) orderBy=[((int 1))]))'],
  ['(SELECT 1) EXCEPT DISTINCT SELECT 2', '(query query=(body=(set EXCEPT DISTINCT inputs=[(parenthesized query=(body=(select items=[(expression (int 1))]))) (select items=[(expression (int 2))])])))'],
  ['SELECT 1 GROUP BY ALL', '(query query=(body=(select items=[(expression (int 1))] groupBy=(all))))'],
  ['SELECT 1 GROUP BY a, ROLLUP(b, (c, d)), ()', '(query query=(body=(select items=[(expression (int 1))] groupBy=(sets items=[(expression (path [a])) (ROLLUP sets=[[(path [b])] [(path [c]) (path [d])]]) (GROUPING SETS sets=[[]])]))))'],
  ['SELECT 1 GROUP BY GROUPING SETS((), a, (b, c), ROLLUP(d, e), CUBE(f, g))', '(query query=(body=(select items=[(expression (int 1))] groupBy=(sets items=[(GROUPING SETS sets=[[] [(path [a])] [(path [b]) (path [c])] [(path [d]) (path [e])] [(path [d])] [] [(path [f]) (path [g])] [(path [f])] [(path [g])] []])]))))'],
  ['SELECT 1 FROM my-project-12.ds.2020_t AS t', '(query query=(body=(select items=[(expression (int 1))] from=(table path=[my-project-12 ds 2020_t] alias=t))))'],
  ['SELECT 1 FROM `p-1.d.t` FOR SYSTEM_TIME AS OF x', '(query query=(body=(select items=[(expression (int 1))] from=(table path=[`p-1` `d` `t`] systemTime=(path [x])))))'],
  ['SELECT 1 FROM `example.com:p.d.t`', '(query query=(body=(select items=[(expression (int 1))] from=(table path=[`example.com:p` `d` `t`]))))'],
  ['SELECT 1 FROM t, t.a AS e WITH OFFSET AS o, UNNEST(b) WITH OFFSET', '(query query=(body=(select items=[(expression (int 1))] from=(join type=COMMA (join type=COMMA (table path=[t]) (table path=[t a] alias=e withOffset=(alias=o))) (unnest (path [b]) withOffset=())))))'],
  ['SELECT 1 FROM a JOIN b ON c CROSS JOIN d LEFT OUTER JOIN e USING (f, g)', '(query query=(body=(select items=[(expression (int 1))] from=(join type=LEFT (join type=CROSS (join type=INNER (table path=[a]) (table path=[b]) on=(path [c])) (table path=[d])) (table path=[e]) using=[f g]))))'],
  ['SELECT 1 FROM a JOIN b JOIN c ON d ON e', '(query query=(body=(select items=[(expression (int 1))] from=(join type=INNER (table path=[a]) (join type=INNER (table path=[b]) (table path=[c]) on=(path [d])) on=(path [e])))))'],
  ['SELECT 1 FROM a JOIN UNNEST(b) JOIN c ON d', '(query query=(body=(select items=[(expression (int 1))] from=(join type=INNER (join type=INNER (table path=[a]) (unnest (path [b]))) (table path=[c]) on=(path [d])))))'],
  ['SELECT 1 FROM (a RIGHT JOIN b ON c), (SELECT 2) AS d', '(query query=(body=(select items=[(expression (int 1))] from=(join type=COMMA (parenthesized item=(join type=RIGHT (table path=[a]) (table path=[b]) on=(path [c]))) (subquery query=(body=(select items=[(expression (int 2))])) alias=d)))))'],
  ['SELECT 1 FROM ((SELECT 1) UNION ALL SELECT 2) AS a', '(query query=(body=(select items=[(expression (int 1))] from=(subquery query=(body=(set UNION ALL inputs=[(parenthesized query=(body=(select items=[(expression (int 1))]))) (select items=[(expression (int 2))])])) alias=a))))'],
  ['SELECT 1 FROM ((SELECT 1) AS a FULL JOIN b ON c)', '(query query=(body=(select items=[(expression (int 1))] from=(parenthesized item=(join type=FULL (subquery query=(body=(select items=[(expression (int 1))])) alias=a) (table path=[b]) on=(path [c]))))))'],
  ['SELECT 1 FROM ds.f(1, x => 2) AS t', '(query query=(body=(select items=[(expression (int 1))] from=(table-function name=[ds f] arguments=[((int 1)) (name=x (int 2))] alias=t))))'],
  ['SELECT 1 FROM t AS u PIVOT(SUM(a) AS s, COUNT(*) FOR b IN (1, 2 AS two, 3 three)) AS p', '(query query=(body=(select items=[(expression (int 1))] from=(table path=[t] operators=[(pivot aggregates=[((call name=[SUM] arguments=[((path [a]))]) alias=s) ((call name=[COUNT] star=true))] input=(path [b]) values=[((int 1)) ((int 2) alias=two) ((int 3) alias=three)] alias=p)] alias=u))))'],
  [`SELECT 1 FROM t UNPIVOT INCLUDE NULLS ((a, b) FOR c IN ((d, e) AS 'x', (f, g) 2)) u`, '(query query=(body=(select items=[(expression (int 1))] from=(table path=[t] operators=[(unpivot includeNulls=true valueColumns=[a b] nameColumn=c columns=[(columns=[d e] label=(string x)) (columns=[f g] label=(int 2))] alias=u)]))))'],
  ['SELECT 1 FROM t UNPIVOT(a FOR b IN (c, d)), pivot, t unpivot', '(query query=(body=(select items=[(expression (int 1))] from=(join type=COMMA (join type=COMMA (table path=[t] operators=[(unpivot valueColumns=[a] nameColumn=b columns=[(columns=[c]) (columns=[d])])]) (table path=[pivot])) (table path=[t] alias=unpivot)))))'],
  ['SELECT 1 FROM t TABLESAMPLE SYSTEM (10 PERCENT) REPEATABLE (3)', '(query query=(body=(select items=[(expression (int 1))] from=(table path=[t] operators=[(sample)]))))'],
];
for (const [sql, tree] of TREES) {
  test(`the tree of ${sql}`, () => assert.equal(parseScript(sql).statements.map(showTree).join('; '), tree));
}

const AS_QUERY: string[] = ['SELECT 1', 'SELECT 1;', '-- a\n(SELECT 1)\n;'];
for (const sql of AS_QUERY) {
  test(`a query alone: ${JSON.stringify(sql)}`, () => assert.match(showTree(parseQuery(sql)), /^\(body=/));
}

test('a query alone has nothing behind it', () => {
  assert.throws(() => parseQuery('SELECT 1; SELECT 2'), { message: 'Syntax error: Expected end of input but got keyword SELECT at [1:11]' });
});

test('words that are reserved nowhere are names', () => {
  const words = ['date', 'offset', 'key', 'value', 'values', 'table', 'view', 'type', 'row', 'pivot', 'begin', 'if_', 'temp', 'first', 'safe_cast', 'numeric', 'json'];
  assert.equal(showTree(parseQuery(`SELECT ${words.join(', ')} FROM t`)).match(/\(path /g)?.length, words.length);
});
