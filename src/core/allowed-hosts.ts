/**
 * Whether a URL leads to one of the hosts of `AllowedHosts` (semantics, section 8): `example.com` is that host alone,
 * `*.example.com` every one below it, and either with `:port` that port alone. Case and a dot at the end do not count.
 * @param allowedHosts any host where it is missing; none where it is empty
 */
export function hostIsAllowed(url: URL, allowedHosts: readonly string[] | undefined): boolean {
  if (!allowedHosts) return true;
  const host = plainHost(url.hostname);
  const port = url.port || DEFAULT_PORTS.get(url.protocol);
  return allowedHosts.some((entry) => {
    const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (wantedPort !== undefined && wantedPort !== port) return false;
    const wanted = plainHost(name);
    return wanted.startsWith('*.') ? host.length > wanted.length - 1 && host.endsWith(wanted.slice(1)) : host === wanted;
  });
}

/** The ports that a URL leaves out. */
const DEFAULT_PORTS: ReadonlyMap<string, string> = new Map([['http:', '80'], ['https:', '443']]);

function plainHost(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
