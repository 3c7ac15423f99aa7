import { z } from 'zod';
import { formatGsUrl } from '../gs-url';
import type { ObjectStore } from '../ports/object-store';
import { gsUrl, gsUrls } from '../rules/terms';
import { defineAction, type TakenObject } from './action';
import { each } from './each';
import { removeVersion } from './remove-version';
import { takeObjects, takeUrls } from './take-urls';

/** Deletes each object once, in the generation seen at the claim (R16); one that is gone already is fine. */
export const deleteAction = defineAction({
  name: 'delete',
  request: z.object({
    SourceURL: gsUrl().optional().describe('An object. Without any URL, what the load job loaded.'),
    URLs: gsUrls().optional().meta({ description: 'An object or a list of them.', examples: ['$LoadURIs'] }),
  }).meta({ description: 'Deletes objects of Cloud Storage, each in the generation of the claim.', examples: [{ URLs: '$LoadURIs' }] }),
  takes: ({ SourceURL, URLs }, loadUris) => takeUrls([SourceURL, URLs], loadUris),
  async run({ SourceURL, URLs }, context) {
    const found = takeObjects([SourceURL, URLs], context);
    return { effect: describe(found, await each(found, (object) => deleteObject(context.objects, object), nameOf)) };
  },
});

const nameOf = ({ url }: TakenObject): string => formatGsUrl(url);

type Deletion = 'deleted' | 'not there' | 'left alone, since it was uploaded anew';

/** An object that is gone was deleted by an earlier run, so that a second one tells the same. */
async function deleteObject(objects: ObjectStore, { url, generation }: TakenObject): Promise<Deletion> {
  const standing = await objects.stat(url);
  if (generation === undefined) return standing ? 'left alone, since it was uploaded anew' : 'not there';
  if (!standing) return 'deleted';
  if (standing.generation !== generation) return 'left alone, since it was uploaded anew';
  return (await removeVersion(objects, { url, generation })) ? 'deleted' : 'left alone, since it was uploaded anew';
}

function describe(found: readonly TakenObject[], deletions: readonly Deletion[]): string {
  if (found.length === 1) return `${formatGsUrl(found[0]!.url)} ${deletions[0]!}`;
  const counts = new Map<Deletion, number>();
  for (const deletion of deletions) counts.set(deletion, (counts.get(deletion) ?? 0) + 1);
  return [...counts].map(([deletion, count]) => `${count} ${deletion}`).join(', ') || 'no object to delete';
}
