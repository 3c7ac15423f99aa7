import { argumentsOf, scalarsOf, script } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';

const MOST_ELEMENTS = 1_048_575;

/** start, start + step, … up to and with end; with a negative step down to it. @throws Error for a step of 0 */
function generateIntegers(start: bigint, end: bigint, step: bigint): bigint[] {
  if (step === 0n) throw new Error('Sequence step cannot be 0.');
  const count = (end - start) / step + 1n;
  if ((step > 0n && start > end) || (step < 0n && start < end)) return [];
  if (count > MOST_ELEMENTS) throw new Error(`Cannot generate arrays with more than ${MOST_ELEMENTS} elements.`);
  return Array.from({ length: Number(count) }, (_, index) => start + step * BigInt(index));
}

function generateFloats(start: number, end: number, step: number): number[] {
  if ([start, end, step].some(Number.isNaN)) throw new Error('Sequence start, end and step cannot be NaN.');
  if (step === 0) throw new Error('Sequence step cannot be 0.');
  const result: number[] = [];
  for (let value = start; step > 0 ? value <= end : value >= end; value = start + step * result.length) {
    if (result.length >= MOST_ELEMENTS || !Number.isFinite(value)) throw new Error(`Cannot generate arrays with more than ${MOST_ELEMENTS} elements.`);
    result.push(value);
  }
  return result;
}

/** Decimals of one scale as their digits, joined into decimal texts again. */
function generateDecimals(start: string, end: string, step: string): string[] {
  const scale = Math.max(...[start, end, step].map((text) => text.split('.')[1]?.length ?? 0));
  const units = (text: string): bigint => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole.replace(/^-?0+(?=\d)/, (zeros) => (zeros.startsWith('-') ? '-' : '')) + fraction.padEnd(scale, '0'));
  };
  return generateIntegers(units(start), units(end), units(step)).map((value) => {
    const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
    return `${value < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
  });
}

function integers(call: FunctionCall): string {
  const [start = '', end = '', step = 'CAST(1 AS BIGINT)'] = argumentsOf(call);
  return `bq_generate_integers(${start}, ${end}, ${step})`;
}

function floats(call: FunctionCall): string {
  const [start = '', end = '', step = 'CAST(1 AS DOUBLE)'] = argumentsOf(call);
  return `bq_generate_floats(${start}, ${end}, ${step})`;
}

function decimals(scale: number): (call: FunctionCall) => string {
  return (call) => {
    const [start = '', end = '', step = '1'] = argumentsOf(call).map((value) => `CAST(${value} AS VARCHAR)`);
    return `CAST(bq_generate_decimals(${start}, ${end}, ${step === '1' ? "'1'" : step}) AS DECIMAL(38,${scale})[])`;
  };
}

/** GENERATE_ARRAY. */
export const GENERATE_ARRAY_FUNCTIONS: readonly FunctionDefinition[] = [
  scalarsOf('Array')('GENERATE_ARRAY', {
    '(INT64, INT64, INT64?) -> ARRAY<INT64>': integers,
    '(NUMERIC, NUMERIC, NUMERIC?) -> ARRAY<NUMERIC>': decimals(9),
    '(BIGNUMERIC, BIGNUMERIC, BIGNUMERIC?) -> ARRAY<BIGNUMERIC>': decimals(18),
    '(FLOAT64, FLOAT64, FLOAT64?) -> ARRAY<FLOAT64>': floats,
  }),
];

export const GENERATE_ARRAY_SCRIPTS: readonly ScriptFunction[] = [
  script('generate_integers', 'BIGINT, BIGINT, BIGINT -> BIGINT[]', generateIntegers),
  script('generate_floats', 'DOUBLE, DOUBLE, DOUBLE -> DOUBLE[]', generateFloats),
  script('generate_decimals', 'VARCHAR, VARCHAR, VARCHAR -> VARCHAR[]', generateDecimals),
];
