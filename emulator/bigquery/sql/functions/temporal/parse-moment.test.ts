import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datetimeText } from './moment';
import { parseMoment, type ParsedType } from './parse-moment';
import { findTimeZone } from './time-zone';

const parsed = (format: string, text: string, zone = 'UTC', type: ParsedType = 'TIMESTAMP'): string => datetimeText(parseMoment(format, text, { type, zone: findTimeZone(zone) }));

test('texts are read by their format', () => {
  for (const [format, text, result, zone] of [
    ['%Y-%m-%d %H:%M:%S', '1998-10-18 13:45:55', '1998-10-18 13:45:55'],
    ['%m/%d/%Y %I:%M:%S %p', '8/30/2018 2:23:38 pm', '2018-08-30 14:23:38'],
    ['%I %P', '12 AM', '1970-01-01 00:00:00'],
    ['%I', '12', '1970-01-01 00:00:00'],
    ['%A, %B %e, %Y', 'Wednesday, December 19, 2018', '2018-12-19 00:00:00'],
    ['%a %b %e %I:%M:%S %Y', 'Thu Dec 25 07:30:00 2008', '2008-12-25 07:30:00'],
    ['%c', 'Thu Dec 25 07:30:00 2008', '2008-12-25 15:30:00', 'America/Los_Angeles'],
    ['%Y%m%d', '20081225', '2008-12-25 00:00:00'],
    ['%D %T', '12/25/08 01:02:03', '2008-12-25 01:02:03'],
    ['%y', '69', '1969-01-01 00:00:00'],
    ['%y', '68', '2068-01-01 00:00:00'],
    ['%C%y', '1868', '1868-01-01 00:00:00'],
    ['%C', '20', '2000-01-01 00:00:00'],
    ['%Y %Q', '2020 3', '2020-07-01 00:00:00'],
    ['%F %E*S', '2020-01-02 07.123456', '2020-01-02 00:00:07.123456'],
    ['%E3S', '07.12', '1970-01-01 00:00:07.120'],
    ['%E4Y', '0012', '0012-01-01 00:00:00'],
    ['%FT%T%Ez', '2020-06-02T23:58:40Z', '2020-06-02 23:58:40'],
    ['%F %T%z', '2020-06-03 01:58:40+0200', '2020-06-02 23:58:40'],
    ['%F %Z', '2020-06-03 America/New_York', '2020-06-03 04:00:00'],
    ['%s', '-1', '1969-12-31 23:59:59'],
    ['%s %Y', '1230163200 1999', '2008-12-25 00:00:00'],
    ['%R:%S', '23:59:60', '1970-01-02 00:00:00'],
    ['  %Y ', ' 2020  ', '2020-01-01 00:00:00'],
    ['%Y%n', '2020', '2020-01-01 00:00:00'],
    ['%Y%%', '2020%', '2020-01-01 00:00:00'],
  ] as readonly (readonly [string, string, string, string?])[]) {
    assert.equal(parsed(format, text, zone), result, `${format} of ${text}`);
  }
});

test('days of the year and weeks count where the calendar’s own parts do not come later', () => {
  for (const [format, text, result] of [
    ['%Y%j', '2020045', '2020-02-14'],
    ['%Y-%m-%d %j', '2020-01-01 060', '2020-02-29'],
    ['%j %Y-%m-%d', '060 2020-01-01', '2020-01-01'],
    ['%Y %U', '2020 1', '2020-01-05'],
    ['%Y %W %u', '2020 1 3', '2020-01-08'],
    ['%Y %U %A', '2020 0 Wednesday', '2020-01-01'],
    ['%G-%V', '2020-53', '2020-12-28'],
    ['%G-W%V-%u', '2009-W01-1', '2008-12-29'],
    ['%G %J', '2020 371', '2021-01-03'],
    ['%g', '20', '2019-12-30'],
    ['%Y %V', '2020 10', '2020-01-01'],
    ['%A %F', 'Monday 2020-01-01', '2020-01-01'],
  ] as const) {
    assert.equal(parsed(format, text, 'UTC', 'DATE').slice(0, 10), result, `${format} of ${text}`);
  }
});

test('a text that does not fit is refused with the reason', () => {
  for (const [format, text, message, type] of [
    ['%Y-%m-%d', '2008/12/25', "Mismatch between format character '-' and string character '/'"],
    ['%Y-%m-%d', '2008-13-25', 'Failed to parse input string "2008-13-25"'],
    ['%Y', '2008 x', 'Failed to parse input string "2008 x"'],
    ['%Y-%m', '2008', 'Failed to parse input string "2008"'],
    ['%a', 'Foo', 'Failed to parse input string "Foo"'],
    ['%Y-%m-%d', '2019-02-29', 'Out-of-range datetime field in parsing function'],
    ['%Y', '0', 'Invalid result from parsing function'],
    ['%Y%', '2020', "Format string cannot end with a single '%'"],
    ['%z', '+1500', 'Timezone offset out of valid range -14:00 to +14:00: +1500'],
    ['%Z', 'Foo/Bar', 'Invalid time zone: Foo/Bar'],
    ['%Y %j', '2019 366', 'Year 2019 has 365 days, but the specified day of year was 366'],
    ['%Y %U', '2017 0', 'Week number 0 is invalid for year 2017'],
    ['%G %V', '2019 53', 'Invalid ISO week 53 specified for ISO year 2019'],
    ['%H', '1', 'Invalid format: %H is not allowed for the DATE type.', 'DATE'],
    ['%E3S', '1', 'Invalid format: %E3S is not allowed for the DATE type.', 'DATE'],
    ['%Y', '1', 'Invalid format: %Y is not allowed for the TIME type.', 'TIME'],
    ['%Ez', '1', 'Invalid format: %Ez is not allowed for the DATETIME type.', 'DATETIME'],
  ] as readonly (readonly [string, string, string, ParsedType?])[]) {
    assert.throws(() => parsed(format, text, 'UTC', type), new Error(message), `${format} of ${text}`);
  }
});
