import type { WebClient } from '@slack/web-api';
import { DispatchError } from '../../core/errors';
import type { Clock } from '../../core/ports/clock';
import type { Slack, SlackMessage } from '../../core/ports/slack';
import { timeLimitMs } from '../../core/time-limit';

/** The event type of the metadata that a message carries. */
const EVENT_TYPE = 'bq_dispatch';

/** Slack's words for troubles of its own. */
const PASSING: ReadonlySet<unknown> = new Set(['ratelimited', 'rate_limited', 'service_unavailable', 'internal_error', 'fatal_error', 'request_timeout', 'team_added_to_org']);

/** One of Slack's words; anything else was answered by something in between. */
const WORD = /^\w{1,100}$/;

/** What to do about words that say little. */
const HINTS: ReadonlyMap<unknown, string> = new Map([
  ['not_in_channel', 'Invite the app to the channel, or grant it chat:write.public, which is enough for public ones.'],
  ['channel_not_found', 'Correct the channel; one that is private the app sees only as its member.'],
]);

/** What a header takes; Slack's tokens are less than that. */
const TOKEN = /^[\x21-\x7e]+$/;

/**
 * Slack by its own client, which tries nothing twice (R25) and is loaded with the first message.
 * @param slackApiUrl where something else stands in for Slack
 */
export function createSlack({ clock, slackApiUrl }: { clock: Clock; slackApiUrl?: string }): Slack {
  async function open({ token, deadline }: Pick<SlackMessage, 'token' | 'deadline'>): Promise<WebClient> {
    if (token === undefined) throw new DispatchError('NOTIFY_FAILED', 'there is no token of Slack', { hint: 'Give notify a Token or Secret, or the configuration Slack: { Token } or { Secret }.' });
    if (!TOKEN.test(token)) throw new DispatchError('NOTIFY_FAILED', 'the token of Slack is empty, or has blanks, line breaks or letters that no token has', { hint: 'Store the token alone, or JSON with it as Token.' });
    const { LogLevel, WebClient } = await import('@slack/web-api');
    const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore, setLevel: ignore, getLevel: () => LogLevel.ERROR, setName: ignore };
    const timeout = timeLimitMs(deadline, clock);
    return new WebClient(token, { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout, logger: silent, ...(slackApiUrl !== undefined && { slackApiUrl }) });
  }

  return {
    async post(message) {
      const { channel, title, message: text, from, idempotencyKey } = message;
      const slack = await open(message);
      const posted = await ask(`post to ${channel}`, () =>
        slack.chat.postMessage({
          channel,
          text: text === undefined ? `*${title}*` : `*${title}*\n${text}`,
          metadata: { event_type: EVENT_TYPE, event_payload: { idempotency_key: idempotencyKey } },
          ...(from !== undefined && { username: from }),
        }),
      );
      return posted.channel ?? channel;
    },

    async upload(file) {
      const { channel, title, filename, content } = file;
      const slack = await open(file);
      await ask(`upload ${filename} to ${channel}`, () => slack.filesUploadV2({ channel_id: channel, title, filename, file: Buffer.from(content) }));
    },
  };
}

function ignore(): void {
  // Slack's client would log to the console what it also throws.
}

/** What the client throws: a word of Slack, a status, or a broken connection. */
interface SlackError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly data?: { readonly error?: unknown; readonly needed?: unknown };
  readonly statusCode?: number;
}

async function ask<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const error = thrown as SlackError;
    const word = wordOf(error);
    const told = word ?? (error.code === 'slack_webapi_platform_error' ? 'what answered is not Slack' : String(error.message));
    throw new DispatchError(isFinal(error) ? 'NOTIFY_FAILED' : 'UNAVAILABLE', `${doing}: ${told}`, { hint: hintOf(error), cause: thrown });
  }
}

function wordOf({ data }: SlackError): string | undefined {
  return typeof data?.error === 'string' && WORD.test(data.error) ? data.error : undefined;
}

/** What Slack has refused is final; all else was not answered, not wholly, or not by Slack. */
function isFinal(error: SlackError): boolean {
  const { code, statusCode = 0 } = error;
  if (code === 'slack_webapi_http_error') return statusCode < 500 && statusCode !== 408 && statusCode !== 429;
  const word = wordOf(error);
  return word !== undefined && !PASSING.has(word);
}

/** `undefined` where the catalogue knows best. */
function hintOf({ data }: SlackError): string | undefined {
  const { error, needed } = data ?? {};
  if (error === 'missing_scope' && typeof needed === 'string') return `Grant the app the scope ${needed} and install it again.`;
  return HINTS.get(error);
}
