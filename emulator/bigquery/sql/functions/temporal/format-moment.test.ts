import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoment, type FormattedType } from './format-moment';

const at = (text: string, micro = 0): bigint => BigInt(Date.parse(`${text}Z`)) * 1000n + BigInt(micro);

test('each element shows its part', () => {
  const afternoon = at('2021-01-20T21:47:00');
  for (const [format, text] of [
    ['%A|%a|%B|%b|%h', 'Wednesday|Wed|January|Jan|Jan'],
    ['%C|%c', '20|Wed Jan 20 21:47:00 2021'],
    ['%D|%d|%e|%F', '01/20/21|20|20|2021-01-20'],
    ['%G|%g|%H|%I|%J|%j', '2021|21|21|09|017|020'],
    ['%k|%l|%M|%m', '21| 9|47|01'],
    ['%n%t%%', '\n\t%'],
    ['%P|%p|%Q|%R|%r', 'pm|PM|1|21:47|09:47:00 PM'],
    ['%S|%s|%T|%U|%u|%V|%W|%w', '00|1611179220|21:47:00|03|3|03|03|3'],
    ['%X|%x|%Y|%y', '21:47:00|01/20/21|2021|21'],
    ['%Z|%z|%Ez', 'UTC|+0000|+00:00'],
    ['%E4Y|%EY|%Od|%E*S|%E0S|%E3S', '2021|2021|20|00|00|00.000'],
    ['%i %', '%i %'],
  ] as const) {
    assert.equal(formatMoment(format, afternoon, { type: 'TIMESTAMP' }), text, format);
  }
});

test('fractions have as many digits as asked for', () => {
  const moment = at('2021-01-20T21:47:05', 123_450);
  assert.equal(formatMoment('%E*S %E1S %E6S %E9S', moment, { type: 'DATETIME' }), '05.12345 05.1 05.123450 05.123450000');
});

test('offsets are shown in whole minutes', () => {
  const shown = (offsetSeconds: number): string => formatMoment('%T %Z %z %Ez %s', at('2021-01-20T00:00:00') + BigInt(offsetSeconds) * 1_000_000n, { type: 'TIMESTAMP', offsetSeconds });
  assert.equal(shown(-8 * 3600), '16:00:00 UTC-8 -0800 -08:00 1611100800');
  assert.equal(shown(19_800), '05:30:00 UTC+0530 +0530 +05:30 1611100800');
  assert.equal(shown(-(7 * 3600 + 52 * 60 + 58)), '16:08:00 UTC-0752 -0752 -07:52 1611100800');
});

test('elements that a type has not stand as they are', () => {
  for (const [type, text] of [
    ['DATE', '2021-01-20 %H:%M:%E3S %Z'],
    ['TIME', '%F 00:00:00.000 %Z'],
    ['DATETIME', '2021-01-20 00:00:00.000 %Z'],
  ] as readonly (readonly [FormattedType, string])[]) {
    assert.equal(formatMoment('%F %H:%M:%E3S %Z', at('2021-01-20T00:00:00'), { type }), text);
  }
});

test('flags are refused', () => {
  assert.throws(() => formatMoment('%-d', 0n, { type: 'DATE' }), /Format element %- is not emulated/);
});
