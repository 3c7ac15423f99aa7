/** An INTERVAL in DuckDB's parts, which are BigQuery's too. */
export interface IntervalParts {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;
}

/** `Y-M D H:M:S[.F]`, each part with its own sign, as BigQuery prints an INTERVAL; a fraction has three or six digits. */
export function formatInterval({ months, days, micros }: IntervalParts): string {
  const monthSign = months < 0 ? '-' : '';
  const years = Math.floor(Math.abs(months) / 12);
  const timeSign = micros < 0n ? '-' : '';
  const time = micros < 0n ? -micros : micros;
  const seconds = time / 1_000_000n;
  const digits = String(time % 1_000_000n).padStart(6, '0');
  const fraction = digits === '000000' ? '' : `.${digits.endsWith('000') ? digits.slice(0, 3) : digits}`;
  return `${monthSign}${years}-${Math.abs(months) % 12} ${days} ${timeSign}${seconds / 3600n}:${(seconds / 60n) % 60n}:${seconds % 60n}${fraction}`;
}

const MAX_MONTHS = 120_000;
const MAX_DAYS = 3_660_000;
const MAX_MICROS = 316_224_000_000_000_000n;

/** The text as BigQuery prints it, or `undefined` for what is no such text or out of range. */
export function canonicalInterval(text: string): string | undefined {
  if (!INTERVAL.test(text)) return undefined;
  const parts = parseInterval(text);
  const { months, days, micros } = parts;
  const fits = Math.abs(months) <= MAX_MONTHS && Math.abs(days) <= MAX_DAYS && (micros < 0n ? -micros : micros) <= MAX_MICROS;
  return fits ? formatInterval(parts) : undefined;
}

const INTERVAL = /^(-?)(\d{1,9})-(\d{1,9}) (-?\d{1,9}) (-?)(\d{1,9}):(\d{1,9}):(\d{1,9})(?:\.(\d{1,6}))?$/;

/** The parts of such a text. @throws RangeError for any other text */
export function parseInterval(text: string): IntervalParts {
  const match = INTERVAL.exec(text);
  if (!match) throw new RangeError(`${JSON.stringify(text)} is no INTERVAL`);
  const [, monthSign, years = '', months = '', days = '', timeSign, hours = '', minutes = '', seconds = '', fraction = ''] = match;
  const micros = BigInt((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  return { months: (monthSign ? -1 : 1) * (Number(years) * 12 + Number(months)), days: Number(days), micros: timeSign ? -micros : micros };
}
