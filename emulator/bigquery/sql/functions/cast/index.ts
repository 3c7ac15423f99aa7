import { script } from '../define';
import type { ScriptFunction } from '../function-definition';
import { castScripts } from './cast-scripts';
import { FORMAT_CAST_SCRIPT_FUNCTIONS } from './format-scripts';
import { PARSE_NUMBER_SCRIPT_FUNCTIONS } from './parse-number';
import { parseTimestampText } from '../temporal/timestamp-text';
import { findTimeZone } from '../temporal/time-zone';
import { intervalText, parseDuckdbInterval } from '../value/scalar-text';
import { boolOfText, dateOfText, datetimeOfText, decimalOfFloat, decimalOfText, floatOfText, intervalOfText, intOfDecimal, intOfFloat, intOfText, textOfBytes, timeOfText } from './cast-values';

export const CAST_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  ...castScripts('int_of_text', 'VARCHAR -> BIGINT', intOfText),
  ...castScripts('float_of_text', 'VARCHAR -> DOUBLE', floatOfText),
  ...castScripts('bool_of_text', 'VARCHAR -> BOOLEAN', boolOfText),
  ...castScripts('numeric_of_text', 'VARCHAR -> VARCHAR', (text: string) => decimalOfText(text, 9)),
  ...castScripts('bignumeric_of_text', 'VARCHAR -> VARCHAR', (text: string) => decimalOfText(text, 18)),
  ...castScripts('numeric_of_float', 'DOUBLE -> VARCHAR', (value: number) => decimalOfFloat(value, 9)),
  ...castScripts('bignumeric_of_float', 'DOUBLE -> VARCHAR', (value: number) => decimalOfFloat(value, 18)),
  ...castScripts('int_of_float', 'DOUBLE -> BIGINT', intOfFloat),
  ...castScripts('int_of_decimal', 'VARCHAR -> BIGINT', intOfDecimal),
  ...castScripts('date_of_text', 'VARCHAR -> VARCHAR', dateOfText),
  ...castScripts('time_of_text', 'VARCHAR -> VARCHAR', timeOfText),
  ...castScripts('datetime_of_text', 'VARCHAR -> VARCHAR', datetimeOfText),
  ...castScripts('timestamp_of_string', 'VARCHAR, VARCHAR -> BIGINT', (text: string, zone: string) => parseTimestampText(text, findTimeZone(zone))),
  ...castScripts('interval_of_text', 'VARCHAR -> VARCHAR', intervalOfText),
  ...castScripts('text_of_bytes', 'BLOB -> VARCHAR', textOfBytes),
  ...PARSE_NUMBER_SCRIPT_FUNCTIONS,
  ...FORMAT_CAST_SCRIPT_FUNCTIONS,
  script('interval_text', 'VARCHAR -> VARCHAR', (text: string) => intervalText(parseDuckdbInterval(text))),
];
