import { z } from 'zod';
import { DispatchError } from '../errors';
import { childUrl, formatGsUrl, parseGsUrl, type GsUrl } from '../gs-url';
import type { ObjectInfo, ObjectStore } from '../ports/object-store';
import { flag, gsUrl, gsUrls } from '../rules/terms';
import { defineAction, type ObjectVersion, type TakenObject } from './action';
import { each } from './each';
import { removeVersion } from './remove-version';
import { takeObjects, takeUrls } from './take-urls';

/**
 * Moves each object, in the generation seen at the claim (R16), to `DestURL/<object path>`, the whole path below the
 * bucket being kept, or exactly to `DestURL` where `IsDestAbsoluteURL` is true.
 */
export const moveAction = defineAction({
  name: 'move',
  request: z.object({
    SourceURL: gsUrl().optional().describe('An object. Without any URL, what the load job loaded.'),
    SourceURLs: gsUrls().optional().meta({ description: 'An object or a list of them.', examples: ['$LoadURIs'] }),
    DestURL: gsUrl('the gs:// URL of a folder').meta({ description: 'A folder, under which the whole path below the bucket is kept.', examples: ['gs://landing/done/$Date'] }),
    IsDestAbsoluteURL: flag().optional().meta({ description: 'true: DestURL is the new name itself.', default: false }),
  }).meta({ description: 'Moves objects of Cloud Storage, each in the generation of the claim.', examples: [{ DestURL: 'gs://landing/done/$Date' }] }),
  takes: ({ SourceURL, SourceURLs }, loadUris) => takeUrls([SourceURL, SourceURLs], loadUris),
  async run({ SourceURL, SourceURLs, DestURL, IsDestAbsoluteURL }, context) {
    const dest = parseGsUrl(DestURL);
    const sources = takeObjects([SourceURL, SourceURLs], context);
    const target = ({ url }: TakenObject): GsUrl => (IsDestAbsoluteURL ? dest : childUrl(dest, url.name));
    refuseCollisions(sources, target);
    const moved = await each(sources, (source) => moveObject(context.objects, source, target(source)), ({ url }) => formatGsUrl(url));
    return {
      effect: moved.length === 1 ? `moved ${formatGsUrl(sources[0]!.url)} to ${formatGsUrl(moved[0]!.url)}` : `moved ${moved.length} objects to ${DestURL}`,
      wrote: moved,
    };
  },
});

/** Copy, then delete: a crash in between is mended by running it again. */
async function moveObject(objects: ObjectStore, source: TakenObject, target: GsUrl): Promise<ObjectVersion> {
  const standing = await objects.stat(source.url);
  const isTheOne = standing !== undefined && standing.generation === source.generation;
  if (!isTheOne) return movedBefore(await objects.stat(target), source);
  if (formatGsUrl(target) === formatGsUrl(source.url)) return standing;
  const copy = await objects.copy(source.url, target, { ifSourceGeneration: standing.generation });
  await removeVersion(objects, standing);
  return copy;
}

/** A source that is gone was moved by an earlier run, if the destination stands (R16). */
function movedBefore(target: ObjectInfo | undefined, { url }: TakenObject): ObjectVersion {
  if (target) return target;
  throw new DispatchError('NOT_FOUND', `${formatGsUrl(url)} does not stand as it did when the event was claimed, and neither does its destination`, {
    hint: 'Check the SourceURL; an object uploaded anew in between is left alone.',
  });
}

/** Two objects moved to one name would leave one of them. */
function refuseCollisions(sources: readonly TakenObject[], target: (source: TakenObject) => GsUrl): void {
  const seen = new Map<string, string>();
  for (const source of sources) {
    const to = formatGsUrl(target(source));
    const from = formatGsUrl(source.url);
    const other = seen.get(to);
    if (other !== undefined) {
      throw new DispatchError('INVALID_VALUE', `${other} and ${from} would both become ${to}; nothing was moved`, {
        hint: 'Move them by actions of their own, or without IsDestAbsoluteURL.',
      });
    }
    seen.set(to, from);
  }
}
