import { badRequest } from '../../http/http-fault';
import type { AccessControl } from '../object-attributes';

/** The number of every project here. */
export const PROJECT_NUMBER = '123456789012';

const owners: AccessControl = { entity: `project-owners-${PROJECT_NUMBER}`, role: 'OWNER' };
const editors: AccessControl = { entity: `project-editors-${PROJECT_NUMBER}`, role: 'OWNER' };
const viewers: AccessControl = { entity: `project-viewers-${PROJECT_NUMBER}`, role: 'READER' };
const everyone = (role: string): AccessControl => ({ entity: 'allUsers', role });
const authenticated = (role: string): AccessControl => ({ entity: 'allAuthenticatedUsers', role });

/** What stands where nobody set a list. */
export const PROJECT_PRIVATE: readonly AccessControl[] = [owners, editors, viewers];

const PREDEFINED: ReadonlyMap<string, readonly AccessControl[]> = new Map([
  ['authenticatedRead', [owners, authenticated('READER')]],
  ['bucketOwnerFullControl', [owners]],
  ['bucketOwnerRead', [owners]],
  ['private', [owners]],
  ['projectPrivate', PROJECT_PRIVATE],
  ['publicRead', [owners, everyone('READER')]],
  ['publicReadWrite', [owners, everyone('WRITER')]],
]);

/** The list of that name; `undefined` for no name. @throws HttpFault invalid */
export function predefinedAcl(name: string | undefined): readonly AccessControl[] | undefined {
  if (name === undefined) return undefined;
  const known = PREDEFINED.get(name) ?? PREDEFINED.get(name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
  if (!known) throw badRequest(`Invalid argument: ${name}`);
  return known;
}

/** Where a list belongs. */
export interface AclPlace {
  readonly kind: string;
  readonly origin: string;
  /** The path of the resource that has the list. */
  readonly path: string;
  readonly bucket: string;
  readonly name?: string;
  readonly generation?: string;
}

export function aclWire(acl: readonly AccessControl[], place: AclPlace): readonly unknown[] {
  return acl.map((control) => aclEntryWire(control, place));
}

export function aclEntryWire({ entity, role }: AccessControl, { kind, origin, path, bucket, name, generation }: AclPlace): unknown {
  const [, domain] = /^domain-(.*)$/.exec(entity) ?? [];
  const [, email] = /^(?:user|group)-(.*@.*)$/.exec(entity) ?? [];
  const [, team, projectNumber] = /^project-(owners|editors|viewers)-(.*)$/.exec(entity) ?? [];
  const list = kind === 'storage#objectAccessControl' && name === undefined ? 'defaultObjectAcl' : 'acl';
  return {
    kind,
    id: [bucket, ...(name === undefined ? [] : [name, generation]), entity].join('/'),
    selfLink: `${origin}${path}/${list}/${encodeURIComponent(entity)}`,
    bucket,
    object: name,
    generation,
    entity,
    role,
    email,
    domain,
    projectTeam: projectNumber === undefined ? undefined : { projectNumber, team },
    etag: Buffer.from(`${entity}:${role}`).toString('base64').slice(0, 12),
  };
}
