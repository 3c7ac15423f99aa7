/** FarmHash's Fingerprint64 (farmhashna), as an INT64. */
export function farmFingerprint(bytes: Uint8Array): bigint {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hash = bytes.length <= 32 ? (bytes.length <= 16 ? upTo16(data) : from17To32(data)) : bytes.length <= 64 ? from33To64(data) : longer(data);
  return BigInt.asIntN(64, hash);
}

const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;

function u64(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

function fetch64(data: DataView, at: number): bigint {
  return data.getBigUint64(at, true);
}

function fetch32(data: DataView, at: number): bigint {
  return BigInt(data.getUint32(at, true));
}

function rotate(value: bigint, by: bigint): bigint {
  return u64((value >> by) | (value << (64n - by)));
}

function shiftMix(value: bigint): bigint {
  return value ^ (value >> 47n);
}

function mix16(u: bigint, v: bigint, mul: bigint): bigint {
  let a = u64((u ^ v) * mul);
  a ^= a >> 47n;
  let b = u64((v ^ a) * mul);
  b ^= b >> 47n;
  return u64(b * mul);
}

function upTo16(data: DataView): bigint {
  const length = data.byteLength;
  if (length >= 8) {
    const mul = u64(K2 + BigInt(length) * 2n);
    const a = u64(fetch64(data, 0) + K2);
    const b = fetch64(data, length - 8);
    const c = u64(rotate(b, 37n) * mul + a);
    const d = u64((rotate(a, 25n) + b) * mul);
    return mix16(c, d, mul);
  }
  if (length >= 4) return mix16(u64(BigInt(length) + (fetch32(data, 0) << 3n)), fetch32(data, length - 4), u64(K2 + BigInt(length) * 2n));
  if (length === 0) return K2;
  const y = BigInt(data.getUint8(0)) + (BigInt(data.getUint8(length >> 1)) << 8n);
  const z = BigInt(length) + (BigInt(data.getUint8(length - 1)) << 2n);
  return u64(shiftMix(u64(y * K2) ^ u64(z * K0)) * K2);
}

function from17To32(data: DataView): bigint {
  const length = data.byteLength;
  const mul = u64(K2 + BigInt(length) * 2n);
  const a = u64(fetch64(data, 0) * K1);
  const b = fetch64(data, 8);
  const c = u64(fetch64(data, length - 8) * mul);
  const d = u64(fetch64(data, length - 16) * K2);
  return mix16(u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d), u64(a + rotate(u64(b + K2), 18n) + c), mul);
}

function from33To64(data: DataView): bigint {
  const length = data.byteLength;
  const mul = u64(K2 + BigInt(length) * 2n);
  const a = u64(fetch64(data, 0) * K2);
  const b = fetch64(data, 8);
  const c = u64(fetch64(data, length - 8) * mul);
  const d = u64(fetch64(data, length - 16) * K2);
  const y = u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d);
  const z = mix16(y, u64(a + rotate(u64(b + K2), 18n) + c), mul);
  const e = u64(fetch64(data, 16) * mul);
  const f = fetch64(data, 24);
  const g = u64((y + fetch64(data, length - 32)) * mul);
  const h = u64((z + fetch64(data, length - 24)) * mul);
  return mix16(u64(rotate(u64(e + f), 43n) + rotate(g, 30n) + h), u64(e + rotate(u64(f + a), 18n) + g), mul);
}

type Pair = readonly [bigint, bigint];

function weak32(data: DataView, at: number, [a0, b0]: Pair): Pair {
  const [w, x, y, z] = [0, 8, 16, 24].map((offset) => fetch64(data, at + offset)) as [bigint, bigint, bigint, bigint];
  let a = u64(a0 + w);
  let b = rotate(u64(b0 + a + z), 21n);
  const c = a;
  a = u64(a + x + y);
  b = u64(b + rotate(a, 44n));
  return [u64(a + z), u64(b + c)];
}

function longer(data: DataView): bigint {
  const length = data.byteLength;
  let x = 81n;
  let y = u64(81n * K1 + 113n);
  let z = u64(shiftMix(u64(y * K2 + 113n)) * K2);
  let v: Pair = [0n, 0n];
  let w: Pair = [0n, 0n];
  x = u64(x * K2 + fetch64(data, 0));
  const end = Math.floor((length - 1) / 64) * 64;
  for (let at = 0; at < end; at += 64) {
    x = u64(rotate(u64(x + y + v[0] + fetch64(data, at + 8)), 37n) * K1);
    y = u64(rotate(u64(y + v[1] + fetch64(data, at + 48)), 42n) * K1);
    x ^= w[1];
    y = u64(y + v[0] + fetch64(data, at + 40));
    z = u64(rotate(u64(z + w[0]), 33n) * K1);
    v = weak32(data, at, [u64(v[1] * K1), u64(x + w[0])]);
    w = weak32(data, at + 32, [u64(z + w[1]), u64(y + fetch64(data, at + 16))]);
    [z, x] = [x, z];
  }
  const mul = u64(K1 + ((z & 0xffn) << 1n));
  const last = length - 64;
  w = [u64(w[0] + BigInt((length - 1) & 63)), w[1]];
  v = [u64(v[0] + w[0]), v[1]];
  w = [u64(w[0] + v[0]), w[1]];
  x = u64(rotate(u64(x + y + v[0] + fetch64(data, last + 8)), 37n) * mul);
  y = u64(rotate(u64(y + v[1] + fetch64(data, last + 48)), 42n) * mul);
  x ^= u64(w[1] * 9n);
  y = u64(y + v[0] * 9n + fetch64(data, last + 40));
  z = u64(rotate(u64(z + w[0]), 33n) * mul);
  v = weak32(data, last, [u64(v[1] * mul), u64(x + w[0])]);
  w = weak32(data, last + 32, [u64(z + w[1]), u64(y + fetch64(data, last + 16))]);
  [z, x] = [x, z];
  return mix16(u64(mix16(v[0], w[0], mul) + u64(shiftMix(y) * K0) + z), u64(mix16(v[1], w[1], mul) + x), mul);
}
