import { isIPv4, isIPv6 } from 'node:net';
import { script } from '../define';
import type { ScriptFunction } from '../function-definition';

/** The 4 or 16 bytes of an address, or `undefined` if the text is none. */
export function bytesOfAddress(text: string): Uint8Array | undefined {
  if (isIPv4(text)) return /(^|\.)0\d/.test(text) ? undefined : Uint8Array.from(text.split('.'), Number);
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = dotted ? (dotted[2] as string).split('.').map(Number) : [];
  const hex = dotted ? `${dotted[1]}${((tail[0] as number) * 256 + (tail[1] as number)).toString(16)}:${((tail[2] as number) * 256 + (tail[3] as number)).toString(16)}` : text;
  const [head = '', rest] = hex.split('::');
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const front = groups(head);
  const back = groups(rest ?? '');
  const all = rest === undefined ? front : [...front, ...new Array<string>(8 - front.length - back.length).fill('0'), ...back];
  return Uint8Array.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}

/** @throws Error unless there are 4 or 16 bytes */
export function addressOfBytes(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) throw new Error('Invalid IP address bytes: they must be 4 or 16 bytes long');
  const groups = Array.from({ length: 8 }, (_, n) => (bytes[n * 2] as number) * 256 + (bytes[n * 2 + 1] as number));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return `::ffff:${bytes.slice(12).join('.')}`;
  if (groups.slice(0, 6).every((group) => group === 0) && (groups[6] as number) !== 0) return `::${bytes.slice(12).join('.')}`;
  return compressed(groups);
}

/** The longest run of zeros, of two at least, is left out. */
function compressed(groups: readonly number[]): string {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (best.start < 0) return hex(groups);
  return `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`;
}

function netMask(length: bigint, bits: bigint): Uint8Array {
  if (length !== 4n && length !== 16n) throw new Error('The first argument of NET.IP_NET_MASK() must be either 4 or 16');
  if (bits < 0n || bits > length * 8n) throw new Error(`The second argument of NET.IP_NET_MASK() must be in the range from 0 to ${length * 8n}`);
  return Uint8Array.from({ length: Number(length) }, (_, n) => {
    const left = Math.min(Math.max(Number(bits) - n * 8, 0), 8);
    return (0xff << (8 - left)) & 0xff;
  });
}

export const ADDRESS_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('ip_from_string', 'VARCHAR -> BLOB', (text: string) => {
    const bytes = bytesOfAddress(text);
    if (!bytes) throw new Error(`Invalid IP address: ${text}`);
    return bytes;
  }),
  script('safe_ip_from_string', 'VARCHAR -> BLOB', (text: string) => bytesOfAddress(text) ?? null),
  script('ip_to_string', 'BLOB -> VARCHAR', addressOfBytes),
  script('ip_net_mask', 'BIGINT, BIGINT -> BLOB', netMask),
  script('ip_trunc', 'BLOB, BIGINT -> BLOB', (bytes: Uint8Array, bits: bigint) => {
    if (bytes.length !== 4 && bytes.length !== 16) throw new Error('The first argument of NET.IP_TRUNC() must be 4 or 16 bytes long');
    if (bits < 0n || bits > bytes.length * 8) throw new Error(`The second argument of NET.IP_TRUNC() must be in the range from 0 to ${bytes.length * 8}`);
    const mask = netMask(BigInt(bytes.length), bits);
    return bytes.map((byte, n) => byte & (mask[n] as number));
  }),
  script('ipv4_from_int64', 'BIGINT -> BLOB', (value: bigint) => {
    if (value < -0x80000000n || value > 0xffffffffn) throw new Error(`NET.IPV4_FROM_INT64() encountered an argument out of range: ${value}`);
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(Number(BigInt.asUintN(32, value)));
    return bytes;
  }),
  script('ipv4_to_int64', 'BLOB -> BIGINT', (bytes: Uint8Array) => {
    if (bytes.length !== 4) throw new Error('The argument of NET.IPV4_TO_INT64() must be 4 bytes long');
    return BigInt(Buffer.from(bytes).readUInt32BE());
  }),
  script('net_host', 'VARCHAR -> VARCHAR', hostOf),
];

/** The host of a URL; NULL where there is none. */
function hostOf(url: string): string | null {
  const trimmed = url.replace(/^[\s\u0000-\u001f]+|[\s\u0000-\u001f]+$/g, '');
  const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(trimmed)?.[1] ?? (/^[^/?#:]*(?::\d*)?(?=[/?#]|$)/.exec(trimmed)?.[0] || undefined);
  if (authority === undefined) return null;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const bracketed = /^\[[^\]]*\]/.exec(host)?.[0];
  const name = bracketed ?? host.replace(/:[^:]*$/, '');
  return name === '' ? null : name;
}
