/** The reversed polynomial of CRC-32C (Castagnoli). */
const POLYNOMIAL = 0x82f63b78;
/** Bytes that are taken in at once. */
const SLICE = 8;

/** TABLES[n][b]: what the byte b does to the sum when n bytes come after it. */
const TABLES = createTables();

/** CRC-32C of the bytes, as an unsigned number. Eight bytes at a time, for objects of many megabytes. */
export function crc32c(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as unknown as Tuple;
  const whole = bytes.length - (bytes.length % SLICE);
  let sum = 0xffffffff;
  let at = 0;
  for (; at < whole; at += SLICE) {
    const low = sum ^ ((bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24));
    sum =
      (t7[low & 0xff] as number) ^
      (t6[(low >>> 8) & 0xff] as number) ^
      (t5[(low >>> 16) & 0xff] as number) ^
      (t4[low >>> 24] as number) ^
      (t3[bytes[at + 4] as number] as number) ^
      (t2[bytes[at + 5] as number] as number) ^
      (t1[bytes[at + 6] as number] as number) ^
      (t0[bytes[at + 7] as number] as number);
  }
  for (; at < bytes.length; at++) sum = (t0[(sum ^ (bytes[at] as number)) & 0xff] as number) ^ (sum >>> 8);
  return ~sum >>> 0;
}

type Table = Int32Array;
type Tuple = readonly [Table, Table, Table, Table, Table, Table, Table, Table];

function createTables(): readonly Table[] {
  const tables = Array.from({ length: SLICE }, () => new Int32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
    (tables[0] as Table)[byte] = sum;
  }
  for (let after = 1; after < SLICE; after++) {
    for (let byte = 0; byte < 256; byte++) {
      const before = (tables[after - 1] as Table)[byte] as number;
      (tables[after] as Table)[byte] = (before >>> 8) ^ ((tables[0] as Table)[before & 0xff] as number);
    }
  }
  return tables;
}
