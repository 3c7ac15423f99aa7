import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** All that is given out of IPv6 (https://www.iana.org/assignments/ipv6-address-space). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** Translated to the IPv4 address in its last 32 bits (RFC 6052); 64:ff9b:1::/48 may carry one elsewhere and stays inside. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Whether an IP address leads inside: loopback, private, link-local with the metadata server, multicast, and all that is not
 * for the public net. An IPv6 address that carries an IPv4 one is judged by that; tunnels (6to4, Teredo) are refused.
 */
export function isInside(address: string): boolean {
  if (isIP(address) === 0) return true;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() !== 'unicast';
  if (parsed.isIPv4MappedAddress() || parsed.match(NAT64)) return isInside(parsed.toByteArray().slice(12).join('.'));
  return parsed.range() !== 'unicast' || !parsed.match(GLOBAL_IPV6);
}
