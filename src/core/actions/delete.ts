import { z } from 'zod';
import { formatGsUrl } from '../gs-url';
import { gsUrl, gsUrls } from '../rules/terms';
import { defineAction } from './action';
import { eachObject } from './each-object';
import { requireUrls, takeUrls } from './take-urls';

/** Deletes each object once, in the generation seen at the claim (R16); one that is gone already is fine. */
export const deleteAction = defineAction({
  name: 'delete',
  request: z.object({
    SourceURL: gsUrl().optional(),
    URLs: gsUrls().optional(),
  }),
  takes: ({ SourceURL, URLs }, loadUris) => takeUrls([SourceURL, URLs], loadUris),
  async run({ SourceURL, URLs }, { objects, taken, loadUris }) {
    const urls = requireUrls([SourceURL, URLs], loadUris);
    const deleted = await eachObject(urls.flatMap(taken), async ({ url, generation }) => {
      if (generation === undefined) return false;
      const standing = await objects.stat(url);
      return standing?.generation === generation && (await objects.remove(url, { ifGeneration: generation }));
    });
    const count = deleted.filter(Boolean).length;
    return { effect: count === 1 && urls.length === 1 ? `deleted ${formatGsUrl(taken(urls[0]!)[0]!.url)}` : `deleted ${count} of ${deleted.length} objects` };
  },
});
