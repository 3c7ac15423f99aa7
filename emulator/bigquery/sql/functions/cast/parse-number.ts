import { scalarsOf } from '../define';
import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { castScripts } from './cast-scripts';
import { decimalOfText } from './cast-values';

const scalar = scalarsOf('Conversion');

export const PARSE_NUMBER_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('PARSE_NUMERIC', { '(STRING) -> NUMERIC': (call) => `CAST(bq_parse_numeric(${call.arguments[0]?.sql}) AS DECIMAL(38,9))` }),
  scalar('PARSE_BIGNUMERIC', { '(STRING) -> BIGNUMERIC': (call) => `CAST(bq_parse_bignumeric(${call.arguments[0]?.sql}) AS DECIMAL(38,18))` }),
];

const NUMBER = /^\s*([+-]?)\s*([\d,]*)(\.\d*)?(e[+-]?\d+)?\s*([+-]?)\s*$/i;

/** A decimal with the liberties of PARSE_NUMERIC: a sign on either side, spaces around it, and commas. */
function parseNumber(text: string, scale: 9 | 18): string {
  const [, before, whole = '', fraction = '', exponent = '', after] = NUMBER.exec(text) ?? [];
  if (!/\d/.test(whole + fraction) || (before && after)) throw new Error(`Invalid ${scale === 9 ? 'NUMERIC' : 'BIGNUMERIC'} value: ${text}`);
  return decimalOfText(`${before === '-' || after === '-' ? '-' : ''}${whole.replaceAll(',', '')}${fraction}${exponent}`, scale);
}

export const PARSE_NUMBER_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  ...castScripts('parse_numeric', 'VARCHAR -> VARCHAR', (text: string) => parseNumber(text, 9)),
  ...castScripts('parse_bignumeric', 'VARCHAR -> VARCHAR', (text: string) => parseNumber(text, 18)),
];
