import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address leads inside: loopback, private, link-local with the metadata server, multicast, and all that is not
 * for the public net. An IPv6 address that carries an IPv4 one is judged by that; tunnels (6to4, Teredo) are refused.
 */
export function isInside(address: string): boolean {
  if (isIP(address) === 0) return true;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() !== 'unicast';
  const range = parsed.range();
  const bytes = parsed.toByteArray();
  // ::a.b.c.d is no longer used, and some systems still read it as IPv4.
  const carriesIpv4 = range === 'ipv4Mapped' || range === 'rfc6052' || bytes.slice(0, 12).every((byte) => byte === 0);
  return carriesIpv4 ? isInside(bytes.slice(12).join('.')) : range !== 'unicast';
}
