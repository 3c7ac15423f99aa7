import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMultipart } from './multipart-related';

const JSON_PART = 'Content-Type: application/json; charset=UTF-8\r\n\r\n{"a":1}';

test('parts have headers in lower case and their very bytes', () => {
  const binary = Buffer.from([0, 13, 10, 255, 45, 45]);
  const body = Buffer.concat([Buffer.from(`--b\r\n${JSON_PART}\r\n--b\r\ncontent-type: x/y\r\n\r\n`), binary, Buffer.from('\r\n--b--\r\n')]);
  const [first, second, ...more] = parseMultipart(body, 'multipart/related; boundary=b');
  assert.equal(first?.headers.get('content-type'), 'application/json; charset=UTF-8');
  assert.equal(first.bytes.toString(), '{"a":1}');
  assert.deepEqual(second?.bytes, binary);
  assert.deepEqual(more, []);
});

const READ: [title: string, contentType: string, body: string, contents: string[]][] = [
  ['quoted boundary', 'multipart/related; boundary="=== b=="', '--=== b==\r\n\r\nx\r\n--=== b==--', ['x']],
  ['single quotes', "multipart/related; boundary='b c'", '--b c\r\n\r\nx\r\n--b c--', ['x']],
  ['bare line feeds', 'multipart/related; boundary=b', '--b\nA: 1\n\nx\n--b--\n', ['x']],
  ['text before the first delimiter', 'multipart/related; boundary=b', 'preamble\r\n--b\r\n\r\nx\r\n--b--', ['x']],
  ['an empty part', 'multipart/related; boundary=b', '--b\r\n\r\n\r\n--b--', ['']],
  ['a part without headers or content', 'multipart/related; boundary=b', '--b\r\n--b--', ['']],
  ['the boundary within a line', 'multipart/related; boundary=b', '--b\r\n\r\nx --b\r\n--b--', ['x --b']],
  ['a longer boundary within', 'multipart/related; boundary=b', '--b\r\n\r\n--bb\r\n--b--', ['--bb']],
];

for (const [title, contentType, body, contents] of READ) {
  test(`read: ${title}`, () => {
    assert.deepEqual(parseMultipart(Buffer.from(body), contentType).map(({ bytes }) => bytes.toString()), contents);
  });
}

const REFUSED: [title: string, contentType: string, body: string, message: RegExp][] = [
  ['no boundary named', 'multipart/related', '--b--', /names no boundary/],
  ['no delimiter', 'multipart/related; boundary=b', 'x', /does not occur/],
  ['no part', 'multipart/related; boundary=b', '--b--', /no part/],
  ['no end', 'multipart/related; boundary=b', '--b\r\n\r\nx', /does not end/],
  ['a header without colon', 'multipart/related; boundary=b', '--b\r\nx\r\n--b--', /has the header "x"/],
];

for (const [title, contentType, body, message] of REFUSED) {
  test(`refused: ${title}`, () => {
    assert.throws(() => parseMultipart(Buffer.from(body), contentType), { status: 400, message });
  });
}
