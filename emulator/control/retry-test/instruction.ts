/** What a retry test makes of a request, as Google's storage test bench has it over HTTP. */
export type Instruction =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'statusAfter'; readonly status: number; readonly bytes: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'brokenStream'; readonly bytes: number; /** Whether what is shorter passes. */ readonly ifLonger: boolean }
  | { readonly kind: 'shortFinalAnswer'; readonly bytes: number }
  | { readonly kind: 'stall'; readonly seconds: number; readonly bytes: number };

/** A stream that is to break at once still carries a few bytes. */
const FEW_BYTES = 4;

/** @returns `undefined` for what is no instruction */
export function parseInstruction(text: string): Instruction | undefined {
  if (text === 'return-reset-connection') return { kind: 'reset' };
  if (text === 'return-broken-stream') return { kind: 'brokenStream', bytes: FEW_BYTES, ifLonger: false };
  const status = /^return-([1-5]\d\d)$/.exec(text);
  if (status) return { kind: 'status', status: Number(status[1]) };
  const statusAfter = /^return-([1-5]\d\d)-after-(\d{1,9})K$/.exec(text);
  if (statusAfter) return { kind: 'statusAfter', status: Number(statusAfter[1]), bytes: Number(statusAfter[2]) * 1024 };
  const broken = /^return-broken-stream-after-(\d{1,9})K$/.exec(text);
  if (broken) return { kind: 'brokenStream', bytes: Number(broken[1]) * 1024, ifLonger: true };
  const short = /^return-broken-stream-final-chunk-after-(\d{1,9})B$/.exec(text);
  if (short) return { kind: 'shortFinalAnswer', bytes: Number(short[1]) };
  const stall = /^stall-for-(\d{1,4})s-after-(\d{1,9})K$/.exec(text);
  return stall ? { kind: 'stall', seconds: Number(stall[1]), bytes: Number(stall[2]) * 1024 } : undefined;
}
