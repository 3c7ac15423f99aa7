import { z } from 'zod';
import { count, fixedGsUrl, keyword, readApart, schemaAddress, secretName, text } from '../core/rules/terms';

/** What holds where a configuration says nothing. */
export const DEFAULTS = {
  maxConcurrentJobs: 20,
  leaseSeconds: 60,
  /** Cloud Run functions give an event nine minutes; half a minute is left for the verdict. */
  deadlineSeconds: 510,
};

const emailAddress = () => text('the e-mail address of a service account').regex(/^[^@\s]+@[^@\s]+$/, { error: 'the e-mail address of a service account' });
const hostName = () => {
  const expected = 'a host name, *.example.com for those below it, with :port where only that is meant';
  return text('a host name').regex(/^(?:\*\.)?[A-Za-z0-9.-]+(?::\d{1,5})?$/, { error: expected }).meta({ patternErrorMessage: `Expected ${expected}.` });
};

const authTerm = z.object(
  {
    Mode: keyword(['oidc', 'platform', 'none']).optional().meta({
      description: 'oidc: by an ID token of Google. platform: by the IAM of Cloud Run, the default there. none: not at all.',
    }),
    Audience: z.union([text(), z.array(text())], { error: 'the audience of tokens, as the URL of the service, or a list of them' }).optional().meta({
      description: 'The audience of tokens, or a list of them: as a rule the URL of the service.', examples: ['https://bq-dispatch.example.com'],
    }),
    ServiceAccounts: z.array(emailAddress(), { error: 'a list of e-mail addresses' }).optional().meta({
      description: 'The service accounts that may call.', examples: [['events@my-project.iam.gserviceaccount.com']],
    }),
  },
  { error: 'an object with Mode, Audience and ServiceAccounts' },
).meta({ if: { required: ['Mode'], properties: { Mode: { const: 'oidc' } } }, then: { required: ['Audience', 'ServiceAccounts'] } });

const slackTerm = z.object(
  {
    Token: text('a token of Slack').optional().describe('The token of a bot. Better kept as a Secret.'),
    Secret: secretName().optional().meta({ description: 'Where the token is: a secret of Secret Manager, or the gs:// URL of a file.', examples: ['projects/my-project/secrets/slack'] }),
  },
  { error: 'an object with Token or Secret' },
);

/** The fields of a configuration (semantics, section 8); any other text field is the user's own. */
export const configTerm = z.object(
  {
    DeferTaskURL: fixedGsUrl('the gs:// URL of a folder').meta({ description: 'The folder of deferred tasks.', examples: ['gs://${config.Bucket}/tasks/'] }),
    JournalURL: fixedGsUrl('the gs:// URL of a folder').optional().describe('The folder of records; journal/ beside the last folder of DeferTaskURL unless given.'),
    ErrorURL: fixedGsUrl('the gs:// URL of a folder').optional().describe('The folder of records of failures; errors/ beside the last folder of DeferTaskURL unless given.'),
    ProjectID: text('a project ID').optional().describe('The project of tables that name none; else that of the job.'),
    Location: text('a location such as US or europe-west1').optional().meta({ description: 'The location of jobs whose event names none.', default: 'US', examples: ['US', 'EU', 'europe-west1'] }),
    Routes: z.array(readApart('route'), { error: 'a list of routes' }).optional().describe('What is done after which jobs. The first route whose When holds wins.'),
    RoutesURL: fixedGsUrl('the gs:// URL of a folder or file').optional().describe('A folder or file with more routes, one or a list a file; they come after Routes, in the order of names.'),
    Mode: keyword(['run', 'shadow']).optional().meta({ description: 'shadow: match, plan and record, and run nothing.', default: 'run' }),
    Auth: authTerm.optional().describe('How the service checks its callers.'),
    AllowedHosts: z.array(hostName(), { error: 'a list of host names' }).optional().meta({
      description: 'The hosts that call may reach; any public one unless given.', examples: [['api.example.com', '*.example.com']],
    }),
    Slack: slackTerm.optional().describe('The token of notify, or where it is.'),
    MaxConcurrentJobs: count('a whole number of jobs, at least 1').optional().meta({ description: 'How many jobs of actions a process waits for at the same time.', default: DEFAULTS.maxConcurrentJobs }),
    LeaseSeconds: count('a whole number of seconds, at least 3', 3).optional().meta({ description: 'How long a claim holds without a sign of life.', default: DEFAULTS.leaseSeconds }),
    DeadlineSeconds: count('a whole number of seconds, at least 1').optional().meta({ description: 'How long one event may take, waiting for jobs included.', default: DEFAULTS.deadlineSeconds }),
    $schema: schemaAddress(),
  },
  { error: 'a configuration, { "DeferTaskURL": …, "Routes": […] }' },
);

const fields = new Map(Object.keys(configTerm.shape).map((name) => [name.toLowerCase(), name]));

/** The names of the known fields. */
export const configFields: readonly string[] = [...fields.values()];

export function isConfigField(key: string): boolean {
  return fields.has(key.toLowerCase());
}
