import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatJsonText, parseJsonText } from './json-value';

const TEXTS: [given: string, printed: string][] = [
  ['{ "b": 1, "a": { "d": [ { "z": 1, "y": 12345678901234567890 } ], "c": null } }', '{"a":{"c":null,"d":[{"y":12345678901234567890,"z":1}]},"b":1}'],
  ['{"9":1,"10":2,"__proto__":{"b":1,"a":2}}', '{"10":2,"9":1,"__proto__":{"a":2,"b":1}}'],
  ['"é\\n"', '"é\\n"'],
  ['[true, -0.5, []]', '[true,-0.5,[]]'],
  ['[1.0, 1e2, -0.00, 1.50, 7, 1.25e19, 1.00000000000000000001]', '[1.0,100.0,-0.0,1.5,7,1.25e19,1.00000000000000000001]'],
];

for (const [given, printed] of TEXTS) {
  test(`JSON as it is kept: ${given}`, () => assert.equal(formatJsonText(parseJsonText(given)), printed));
}
