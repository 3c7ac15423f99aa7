const SECRET = /authorization|cookie|token|secret|key|password/i;

/** The one header of that kind that is no secret. */
const PUBLIC = 'idempotency-key';

/** Headers as they may stand in records: those that sound secret as `***`. */
export function withoutSecrets(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SECRET.test(name) && name.toLowerCase() !== PUBLIC ? '***' : value]));
}
