import { z } from 'zod';
import { expandInto, type Variables } from '../expand';
import { isGsUrl } from '../gs-url';
import { fieldOf } from '../rules/field-of';
import { secretName, text } from '../rules/terms';
import { defineAction, type ActionContext } from './action';
import { each } from './each';
import { isJson } from './json-text';
import { readText } from './read-text';

const secretTerm = () => z.union([secretName(), z.object({ URL: secretName().describe('The secret, or the gs:// URL of a file.') })], { error: 'a name of Secret Manager, a gs:// URL, or { "URL": … }' });

/** Tells people in channels of Slack, with a text as a file where there is a `Body`. */
export const notifyAction = defineAction({
  name: 'notify',
  selfExpanded: { Title: escaped, Message: escaped },
  request: z.object({
    Channels: z.union([text(), z.array(text())], { error: 'a channel such as #alerts, or a list of them' }).meta({ description: 'A channel of Slack, or a list of them.', examples: ['#alerts', ['#alerts']] }),
    Title: text().describe('The first line.'),
    Message: z.string({ error: 'a text' }).optional().describe('A text in the mrkdwn of Slack. What a variable brings in is plain text.'),
    From: text().optional().describe('Who the message seems to come from.'),
    Body: z.union([z.string(), z.looseObject({}), z.array(z.unknown())], { error: 'a text or JSON' }).optional().describe('A text or JSON that is uploaded as a file.'),
    Filename: text('a file name').optional().describe('The name of that file.'),
    Token: text('a token of Slack').optional().describe('The token of a bot; else as Slack of the configuration says.'),
    Secret: secretTerm().optional().describe('Where the token is: a secret of Secret Manager, or the gs:// URL of a file.'),
    Credentials: secretTerm().optional().describe('Another name of Secret.'),
  }).meta({ description: 'Posts a message to Slack.', examples: [{ Channels: ['#alerts'], Title: '$DestTable was not loaded', Message: '$Error' }] }),
  shown: (request) => ('Token' in request ? { ...request, Token: '***' } : request),
  async run({ Channels, Title, Message, From, Body, Filename, ...access }, context) {
    const { outgoing, variables, idempotencyKey, deadline } = context;
    const token = await tokenOf(access, context);
    const channels = [Channels].flat().map((channel) => channel.trim());
    const [title, message] = [escaped(Title, variables), Message && escaped(Message, variables)];
    await each(channels, async (channel) => {
      const post = { token, channel, title, message, idempotencyKey, deadline };
      const id = await outgoing.slack.post({ ...post, from: From });
      if (Body === undefined) return;
      const [content, ending] = typeof Body === 'string' ? [Body, isJson(Body) ? 'json' : 'txt'] : [JSON.stringify(Body, null, 2), 'json'];
      await outgoing.slack.upload({ ...post, channel: id, filename: Filename ?? `body.${ending}`, content: new TextEncoder().encode(content) });
    }, (channel) => channel);
    return { effect: `told ${channels.join(', ')}` };
  },
});

/** What a variable brings in is text: it mentions nobody and links to nothing (Slack's `&`, `<` and `>`). */
function escaped(text: string, variables: Variables): string {
  return expandInto(text, variables, (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
}

interface Access {
  readonly Token?: string;
  readonly Secret?: string | { readonly URL: string };
  readonly Credentials?: string | { readonly URL: string };
}

/** The request's own token, else the configuration's; `undefined` where there is none. */
async function tokenOf({ Token, Secret, Credentials }: Access, context: ActionContext): Promise<string | undefined> {
  const { token, secret } = context.slack ?? {};
  const named = Secret ?? Credentials;
  if (Token !== undefined) return Token;
  if (named !== undefined) return readToken(typeof named === 'string' ? named : named.URL, context);
  return token ?? (secret === undefined ? undefined : readToken(secret, context));
}

/** A secret is the token itself, or JSON with it as `Token`. */
async function readToken(name: string, context: ActionContext): Promise<string> {
  const found = (isGsUrl(name) ? await readText('Secret', name, context) : await context.outgoing.secrets.read(name)).trim();
  const token = isJson(found) ? fieldOf(JSON.parse(found), 'Token') : undefined;
  return typeof token === 'string' ? token : found;
}
