import type { ScriptFunction } from '../function-definition';
import { findTimeZone, toInstant, toLocal } from '../temporal/time-zone';
import { MAX_MICROS, MIN_MICROS } from '../temporal/civil';
import { decodeType, decodeWire } from '../value/typed-value';
import { printBytes, readBytes } from './bytes-format';
import { castScripts } from './cast-scripts';
import { parseModel, type MomentType } from './format-model';
import { printNumber } from './number-format';
import { printModel } from './print-model';
import { readModel } from './read-model';

export const FORMAT_CAST_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  ...castScripts('print_bytes', 'BLOB, VARCHAR -> VARCHAR', printBytes),
  ...castScripts('read_bytes', 'VARCHAR, VARCHAR -> BLOB', readBytes),
  ...castScripts('print_number', 'VARCHAR, VARCHAR, VARCHAR -> VARCHAR', (wire: string, format: string, type: string) => printNumber(decodeWire(decodeType(type), wire) as number | bigint | string, format)),
  ...castScripts('print_moment', 'BIGINT, VARCHAR, VARCHAR, VARCHAR -> VARCHAR', (...[micros, format, type, zone]: [bigint, string, MomentType, string]) => {
    const local = type === 'TIMESTAMP' ? toLocal(findTimeZone(zone), micros) : micros;
    return printModel(parseModel(format, type), local, Number((local - micros) / 1_000_000n));
  }),
  ...castScripts('read_moment', 'VARCHAR, VARCHAR, VARCHAR, VARCHAR -> BIGINT', (...[text, format, type, zone]: [string, string, MomentType, string]) => {
    const { micros, offsetMinutes } = readModel(parseModel(format, type), text, type);
    if (type !== 'TIMESTAMP') return micros;
    const instant = offsetMinutes === undefined ? toInstant(findTimeZone(zone), micros) : micros - BigInt(offsetMinutes) * 60_000_000n;
    if (instant < MIN_MICROS || instant > MAX_MICROS) throw new Error(`Failed to parse input string ${JSON.stringify(text)}`);
    return instant;
  }),
];
