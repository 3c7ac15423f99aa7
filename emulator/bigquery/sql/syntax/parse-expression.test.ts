import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseExpression } from './parse';
import { showTree } from './show-tree';

const TREES: [string, string][] = [
  ['1 + 2 * 3 - 4', '(binary - (binary + (int 1) (binary * (int 2) (int 3))) (int 4))'],
  ['a || b + c * d', '(binary + (binary || (path [a]) (path [b])) (binary * (path [c]) (path [d])))'],
  ['1 | 2 ^ 3 & 4 << 5 + 6', '(binary | (int 1) (binary ^ (int 2) (binary & (int 3) (binary << (int 4) (binary + (int 5) (int 6))))))'],
  ['-a.b[0] + ~+x', '(binary + (unary - operand=(index of=(path [a b]) index=(int 0))) (unary ~ operand=(unary + operand=(path [x]))))'],
  ['NOT a = b AND c OR d', '(binary OR (binary AND (unary NOT operand=(binary = (path [a]) (path [b]))) (path [c])) (path [d]))'],
  ['a = NOT b', '(binary = (path [a]) (unary NOT operand=(path [b])))'],
  ['(1 + 2) * 3', '(binary * (binary + (int 1) (int 2)) (int 3))'],
  ['a.b.c', '(path [a b c])'],
  ['(a).b', '(field of=(path [a]) name=b)'],
  ['a <> b', '(binary != (path [a]) (path [b]))'],
  ['a IS NOT NULL AND b IS UNKNOWN', '(binary AND (is operand=(path [a]) test=NULL not=true) (is operand=(path [b]) test=UNKNOWN))'],
  ['a IS NOT DISTINCT FROM b', '(is-distinct (path [a]) (path [b]) not=true)'],
  ['a NOT BETWEEN 1 AND 2 AND b', '(binary AND (between operand=(path [a]) low=(int 1) high=(int 2) not=true) (path [b]))'],
  ['a IN (1, 2)', '(in operand=(path [a]) list=[(int 1) (int 2)])'],
  ['a NOT IN (SELECT 1)', '(in operand=(path [a]) not=true query=(body=(select items=[(expression (int 1))])))'],
  ['a IN ((SELECT 1))', '(in operand=(path [a]) query=(body=(parenthesized query=(body=(select items=[(expression (int 1))])))))'],
  ['a IN ((SELECT 1), 2)', '(in operand=(path [a]) list=[(subquery query=(body=(select items=[(expression (int 1))]))) (int 2)])'],
  ['a IN UNNEST(b)', '(in operand=(path [a]) unnest=(path [b]))'],
  [`a LIKE 'x%'`, '(like operand=(path [a]) patterns=[(string x%)])'],
  [`a NOT LIKE ANY ('a', 'b')`, '(like operand=(path [a]) not=true quantifier=ANY patterns=[(string a) (string b)])'],
  ['a LIKE SOME UNNEST(b)', '(like operand=(path [a]) quantifier=ANY unnest=(path [b]))'],
  ['CASE WHEN a THEN 1 ELSE 2 END', '(case branches=[(when=(path [a]) then=(int 1))] otherwise=(int 2))'],
  ['CASE a WHEN 1 THEN 2 END', '(case branches=[(when=(int 1) then=(int 2))] operand=(path [a]))'],
  [`CAST(a AS STRING FORMAT 'YYYY' AT TIME ZONE 'UTC')`, '(cast operand=(path [a]) type=STRING format=(string YYYY) timeZone=(string UTC))'],
  ['SAFE_CAST(a AS numeric(10, 2))', '(cast operand=(path [a]) type=NUMERIC(10,2) safe=true)'],
  ['CAST(a AS ARRAY<STRUCT<a INTEGER, ARRAY<STRING>>>)', '(cast operand=(path [a]) type=ARRAY<STRUCT<a INT64, ARRAY<STRING>>>)'],
  ['CAST(a AS Foo)', '(cast operand=(path [a]) type=Foo)'],
  [`EXTRACT(week(monday) FROM d AT TIME ZONE 'UTC')`, '(extract part=WEEK(MONDAY) operand=(path [d]) timeZone=(string UTC))'],
  ['INTERVAL 1 + 2 DAY', '(interval (binary + (int 1) (int 2)) part=DAY)'],
  [`INTERVAL '1-2' YEAR TO MONTH`, '(interval (string 1-2) part=YEAR to=MONTH)'],
  [`DATE '2020-01-01'`, '(typed-literal type=DATE 2020-01-01)'],
  [`DECIMAL '1.5'`, '(typed-literal type=NUMERIC 1.5)'],
  [`RANGE<DATE> '[a, b)'`, '(typed-literal type=RANGE [a, b) element=DATE)'],
  ['RANGE(a, b)', '(call name=[RANGE] arguments=[((path [a])) ((path [b]))])'],
  ['current_date', '(call name=[current_date])'],
  ['`current_date`', '(path [`current_date`])'],
  ['IF(a, b, c)', '(call name=[IF] arguments=[((path [a])) ((path [b])) ((path [c]))])'],
  ['LEFT(a, 1)', '(call name=[LEFT] arguments=[((path [a])) ((int 1))])'],
  ['COUNT(*)', '(call name=[COUNT] star=true)'],
  ['ARRAY_AGG(DISTINCT a IGNORE NULLS ORDER BY b DESC NULLS LAST, c LIMIT 2)', '(call name=[ARRAY_AGG] arguments=[((path [a]))] distinct=true orderBy=[((path [b]) descending=true nulls=LAST) ((path [c]))] nulls=IGNORE limit=(int 2))'],
  ['ANY_VALUE(a HAVING MAX b)', '(call name=[ANY_VALUE] arguments=[((path [a]))] having=(bound=MAX (path [b])))'],
  ['SUM(a) OVER w', '(call name=[SUM] arguments=[((path [a]))] over=(name=w))'],
  ['SUM(a) OVER (w PARTITION BY b, c ORDER BY d ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING)', '(call name=[SUM] arguments=[((path [a]))] over=(specification=(partitionBy=[(path [b]) (path [c])] orderBy=[((path [d]))] base=w frame=(unit=ROWS start=(PRECEDING (int 1)) end=(UNBOUNDED FOLLOWING)))))'],
  ['SUM(a) OVER (RANGE CURRENT ROW)', '(call name=[SUM] arguments=[((path [a]))] over=(specification=(frame=(unit=RANGE start=(CURRENT ROW)))))'],
  ['f(a => 1, e -> e + 1, (a, b) -> b)', '(call name=[f] arguments=[(name=a (int 1)) ((lambda parameters=[e] body=(binary + (path [e]) (int 1)))) ((lambda parameters=[a b] body=(path [b])))])'],
  ['SAFE.SUBSTR(a)', '(call name=[SAFE SUBSTR] arguments=[((path [a]))])'],
  ['`p.d.f`(a)', '(call name=[`p` `d` `f`] arguments=[((path [a]))])'],
  ['a.F(b).G()', '(call name=[G] arguments=[((call name=[a F] arguments=[((path [b]))]))])'],
  ['(a).(net.host)()', '(call name=[net host] arguments=[((path [a]))])'],
  ['[1, 2]', '(array elements=[(int 1) (int 2)])'],
  ['[]', '(array)'],
  ['ARRAY<INT64>[1]', '(array elements=[(int 1)] element=INT64)'],
  ['ARRAY<STRUCT<a INT64>>[]', '(array element=STRUCT<a INT64>)'],
  ['ARRAY(SELECT 1)', '(array-query query=(body=(select items=[(expression (int 1))])))'],
  ['a[SAFE_OFFSET(1)].b', '(field of=(index of=(path [a]) index=(int 1) accessor=SAFE_OFFSET) name=b)'],
  ['a[OFFSET]', '(index of=(path [a]) index=(path [OFFSET]))'],
  ['STRUCT(1 AS a, b)', '(struct fields=[((int 1) alias=a) ((path [b]))])'],
  [`STRUCT<a INT64, STRING>(1, 'x')`, '(struct fields=[((int 1)) ((string x))] type=STRUCT<a INT64, STRING>)'],
  ['STRUCT<>()', '(struct type=STRUCT<>)'],
  ['(1, 2)', '(struct fields=[((int 1)) ((int 2))] tuple=true)'],
  ['(SELECT 1)', '(subquery query=(body=(select items=[(expression (int 1))])))'],
  ['((SELECT 1) + 2)', '(binary + (subquery query=(body=(select items=[(expression (int 1))]))) (int 2))'],
  ['(((SELECT 1)))', '(subquery query=(body=(parenthesized query=(body=(parenthesized query=(body=(select items=[(expression (int 1))])))))))'],
  ['EXISTS(SELECT 1)', '(exists query=(body=(select items=[(expression (int 1))])))'],
  ['WITH(a AS 1, a + 1)', '(with variables=[(name=a (int 1))] result=(binary + (path [a]) (int 1)))'],
  ['@Param + ? + ?', '(binary + (binary + (parameter name=Param) (parameter index=0)) (parameter index=1))'],
  ['@@a.B', '(system-variable path=[a b])'],
  ["b'\\x00a'", '(bytes 0061)'],
  ['NULL IS TRUE', '(is operand=(null) test=TRUE)'],
];
for (const [sql, tree] of TREES) {
  test(`the tree of ${sql}`, () => assert.equal(showTree(parseExpression(sql)), tree));
}

test('positions of an expression, and of its operator', () => {
  const sum = parseExpression('a.b\n + 1');
  assert.ok(sum.kind === 'binary');
  assert.deepEqual([sum.at, sum.operatorAt, sum.right.at].map(({ line, column, offset }) => [line, column, offset]), [[1, 1, 0], [2, 2, 5], [2, 4, 7]]);
});

test('long chains of AND and OR become flat trees, other long chains are refused', () => {
  const depth = (node: unknown): number => (typeof node !== 'object' || node === null || !('left' in node) || !('right' in node) ? 0 : 1 + Math.max(depth(node.left), depth(node.right)));
  const chain = parseExpression(Array.from({ length: 20_000 }, (_, n) => `a = ${n}`).join(' OR '));
  assert.equal(depth(chain), 16);
  assert.equal(depth(parseExpression(Array.from({ length: 900 }, () => '1').join('+'))), 899);
  assert.throws(() => parseExpression(Array.from({ length: 1002 }, () => '1').join('+')), /deeply nested/);
});

test('a flat tree keeps the order of its operands', () => {
  const names = Array.from({ length: 40 }, (_, n) => `x${n}`);
  assert.deepEqual(showTree(parseExpression(names.join(' AND '))).match(/x\d+/g), names);
});
