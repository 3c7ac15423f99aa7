import { z } from 'zod';
import { anything, count, gsUrl, keyword, secretName, text } from '../core/rules/terms';

/** The fields of a configuration (semantics, section 8); any other text field is the user's own. */
export const configTerm = z.object(
  {
    DeferTaskURL: gsUrl('the gs:// URL of a folder'),
    JournalURL: gsUrl('the gs:// URL of a folder').optional(),
    ErrorURL: gsUrl('the gs:// URL of a folder').optional(),
    ProjectID: text('a project ID').optional(),
    Location: text('a location such as US or europe-west1').optional(),
    Routes: z.array(anything(), { error: 'a list of routes' }).optional(),
    RoutesURL: gsUrl('the gs:// URL of a folder or file').optional(),
    Mode: keyword(['run', 'shadow']).optional(),
    Auth: z
      .object(
        {
          Mode: keyword(['oidc', 'platform', 'none']).optional(),
          Audience: z.union([text(), z.array(text())], { error: 'the audience of tokens, as the URL of the service, or a list of them' }).optional(),
          ServiceAccounts: z.array(text('the e-mail address of a service account').regex(/^[^@\s]+@[^@\s]+$/, { error: 'the e-mail address of a service account' }), { error: 'a list of e-mail addresses' }).optional(),
        },
        { error: 'an object with Mode, Audience and ServiceAccounts' },
      )
      .optional(),
    AllowedHosts: z.array(text('a host name').regex(/^(?:\*\.)?[A-Za-z0-9.-]+(?::\d{1,5})?$/, { error: 'a host name, *.example.com for those below it, with :port where only that is meant' }), { error: 'a list of host names' }).optional(),
    Slack: z.object({ Token: text('a token of Slack').optional(), Secret: secretName().optional() }, { error: 'an object with Token or Secret' }).optional(),
    MaxConcurrentJobs: count('a whole number of jobs, at least 1').optional(),
    LeaseSeconds: count('a whole number of seconds, at least 3', 3).optional(),
    DeadlineSeconds: count('a whole number of seconds, at least 1').optional(),
  },
  { error: 'a configuration, { "DeferTaskURL": …, "Routes": […] }' },
);

const fields = new Map(Object.keys(configTerm.shape).map((name) => [name.toLowerCase(), name]));

/** The names of the known fields. */
export const configFields: readonly string[] = [...fields.values()];

export function isConfigField(key: string): boolean {
  return fields.has(key.toLowerCase());
}
