import { compareUtf8 } from './compare-utf8';
import type { StorageObject } from './storage-object';
import type { StorageState } from './storage-state';

export interface ListQuery {
  readonly bucket: string;
  readonly prefix: string;
  /** Names are grouped up to its first place after the prefix; missing: none are. */
  readonly delimiter?: string;
  /** Objects whose names end with the delimiter are listed as well as grouped. */
  readonly includeTrailingDelimiter?: boolean;
  /** The first name to list. */
  readonly startOffset?: string;
  /** The first name not to list any more. */
  readonly endOffset?: string;
  readonly versions?: boolean;
  readonly matches?: (name: string) => boolean;
  /** At most so many objects and groups together. */
  readonly limit: number;
  /** Goes on after this item, as an earlier page gave it. */
  readonly after?: ListPosition;
}

/** An object or group in a list: its name, and the generation where generations are listed. */
export interface ListPosition {
  readonly name: string;
  readonly generation?: string;
}

export interface ObjectList {
  readonly objects: readonly StorageObject[];
  /** In the order of their bytes. */
  readonly prefixes: readonly string[];
  /** The last item, where there are more. */
  readonly next?: ListPosition;
}

/** One page of the objects of a bucket. @throws DispatchError NOT_FOUND for an absent bucket */
export function listObjects(state: StorageState, query: ListQuery): ObjectList {
  const { bucket, prefix, after, versions = false } = query;
  const page = createPage(query);
  let from = later(query.startOffset, after && (page.group === undefined ? after.name : endOfGroup(page.group)));
  for (;;) {
    const below = { bucket, name: prefix };
    const step = fill(page, versions ? state.listVersions(below, from) : state.list(below, from));
    if (step === 'end') return { objects: page.objects, prefixes: page.prefixes, ...(page.isCut && { next: page.last }) };
    from = step.jumpTo;
  }
}

/** What to do after an object was looked at: go on, jump over the rest of a group, or stop. */
type Step = 'next' | 'end' | { readonly jumpTo: string };

interface Page {
  readonly objects: StorageObject[];
  readonly prefixes: string[];
  /** The group that was told last. */
  group?: string;
  last?: ListPosition;
  /** There are more items than the page takes. */
  isCut: boolean;
  readonly query: ListQuery;
}

/** A group is told once: not again on the page after that which ended with it. */
function createPage(query: ListQuery): Page {
  const { after } = query;
  const group = after && groupOf(query, after.name) === after.name && after.generation === undefined ? after.name : undefined;
  return { objects: [], prefixes: [], group, isCut: false, query };
}

function fill(page: Page, objects: Iterable<StorageObject>): Exclude<Step, 'next'> {
  for (const object of objects) {
    const step = isPassedOver(page, object) ? 'next' : take(page, object);
    if (step !== 'next') return step;
  }
  return 'end';
}

function isPassedOver({ query: { matches, after, versions = false } }: Page, object: StorageObject): boolean {
  return (matches !== undefined && !matches(object.url.name)) || isBefore(object, after, versions);
}

function take(page: Page, object: StorageObject): Step {
  const { query } = page;
  const { name } = object.url;
  if (query.endOffset !== undefined && compareUtf8(name, query.endOffset) >= 0) return 'end';
  const group = groupOf(query, name);
  const isListed = group === undefined || (query.includeTrailingDelimiter === true && group === name);
  const newGroup = group === page.group ? undefined : group;
  const items = Number(isListed) + Number(newGroup !== undefined);
  if (items > 0) {
    // An object that is a group as well is never parted from it.
    const taken = page.objects.length + page.prefixes.length;
    if (taken > 0 && taken + items > query.limit) {
      page.isCut = true;
      return 'end';
    }
    page.last = { name: group ?? name, ...(query.versions === true && group === undefined && { generation: object.generation }) };
  }
  if (newGroup !== undefined) page.prefixes.push((page.group = newGroup));
  if (isListed) page.objects.push(object);
  return isListed ? 'next' : jumpOver(group, name);
}

function jumpOver(group: string, name: string): Step {
  const jumpTo = endOfGroup(group);
  return compareUtf8(jumpTo, name) > 0 ? { jumpTo } : 'next';
}

/** The name up to the first delimiter after the prefix, or `undefined` where there is none. */
function groupOf({ prefix, delimiter }: ListQuery, name: string): string | undefined {
  if (delimiter === undefined || delimiter === '') return undefined;
  const at = name.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : name.slice(0, at + delimiter.length);
}

/** After nearly all names that begin so; the few behind it are told from others by their group. */
const endOfGroup = (group: string): string => `${group}\u{10ffff}`;

function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return compareUtf8(one, other) > 0 ? one : other;
}

function isBefore({ url, generation }: StorageObject, after: ListPosition | undefined, versions: boolean): boolean {
  if (after?.name !== url.name) return false;
  return !versions || after.generation === undefined || BigInt(generation) <= BigInt(after.generation);
}
