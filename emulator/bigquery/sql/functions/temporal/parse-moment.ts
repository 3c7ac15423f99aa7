import { daysOf, isDate, MAX_MICROS, MIN_MICROS } from './civil';
import { findElementReader } from './parse-elements';
import { createParsedMoment, type ParsedMoment } from './parsed-moment';
import { dateOfParts } from './parsed-date';
import { createTextCursor } from './text-cursor';
import { findTimeZone, toInstant, type TimeZone } from './time-zone';

export type ParsedType = 'DATE' | 'TIME' | 'DATETIME' | 'TIMESTAMP';

const FOREIGN: Readonly<Record<ParsedType, string>> = {
  DATE: 'cHIklMPpRrSsTXZz',
  TIME: 'AaBbhCcDdeFGgjmsUuVWwxYyZz',
  DATETIME: 'Zz',
  TIMESTAMP: '',
};

const ELEMENT = /%(E4Y|E\*S|E\dS|[EO]?[^EO]|[EO]?$)/g;

function checkFormat(format: string, type: ParsedType): void {
  for (const [, element = ''] of format.matchAll(ELEMENT)) {
    const letter = element.at(-1) ?? '';
    if (letter !== '' && FOREIGN[type].includes(letter)) throw new Error(`Invalid format: %${element} is not allowed for the ${type} type.`);
  }
}

/**
 * The instant that a text shows, in microseconds since the epoch; of types without zone as if in UTC.
 * @throws Error where the text does not fit the format
 */
export function parseMoment(format: string, text: string, options: { readonly type: ParsedType; readonly zone?: TimeZone }): bigint {
  checkFormat(format, options.type);
  const parsed = readText(format, text);
  if (parsed.epochSeconds !== undefined) return inRange(parsed.epochSeconds * 1_000_000n);
  const { year, month, day } = dateOfParts(parsed);
  if (!isDate(year, month, day)) throw new Error('Out-of-range datetime field in parsing function');
  const hour = parsed.twelveHour && parsed.afternoon ? parsed.hour + 12 : parsed.hour;
  const micro = parsed.second === 60 ? 0 : parsed.micro;
  const local = BigInt(((daysOf(year, month, day) * 24 + hour) * 60 + parsed.minute) * 60 + parsed.second) * 1_000_000n + BigInt(micro);
  if (parsed.offsetMinutes !== undefined) return inRange(local - BigInt(parsed.offsetMinutes) * 60_000_000n);
  const zone = parsed.zone === undefined ? options.zone : findTimeZone(parsed.zone);
  return inRange(zone ? toInstant(zone, local) : local);
}

function inRange(micros: bigint): bigint {
  if (micros < MIN_MICROS || micros > MAX_MICROS) throw new Error('Invalid result from parsing function');
  return micros;
}

/** Walks through format and text side by side. */
function readText(format: string, text: string): ParsedMoment {
  const [cursor, parsed] = [createTextCursor(text), createParsedMoment()];
  let [at, position] = [0, 0];
  cursor.skipSpaces();
  while (!cursor.atEnd() && at < format.length) {
    const character = format[at] as string;
    if (/\s/.test(character)) {
      cursor.skipSpaces();
      at++;
    } else if (character !== '%') {
      if (!cursor.take(character)) throw new Error(`Mismatch between format character '${character}' and string character '${cursor.next()}'`);
      at++;
    } else {
      const element = elementAt(format, at);
      at += element.length + 1;
      if (!findElementReader(element)?.({ cursor, parsed, position: ++position, elementFollows: format[at] === '%' })) throw failed(text);
    }
  }
  cursor.skipSpaces();
  const rest = format.slice(at).replace(/^(?:\s|%[nt])+/, '');
  if (rest === '%') throw new Error("Format string cannot end with a single '%'");
  if (!cursor.atEnd() || rest !== '') throw failed(text);
  return parsed;
}

function elementAt(format: string, at: number): string {
  const element = /^(?:E4Y|E\*S|E\dS|[EO][A-Za-z]|[^])/.exec(format.slice(at + 1))?.[0];
  if (element === undefined) throw new Error("Format string cannot end with a single '%'");
  return element;
}

function failed(text: string): Error {
  return new Error(`Failed to parse input string ${JSON.stringify(text)}`);
}
