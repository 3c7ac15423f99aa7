import type { WebClient } from '@slack/web-api';
import { DispatchError } from '../../core/errors';
import type { Clock } from '../../core/ports/clock';
import type { Slack, SlackMessage } from '../../core/ports/slack';

/** The event type of the metadata that a message carries. */
const EVENT_TYPE = 'bq_dispatch';

/** Slack's words for troubles of its own. */
const PASSING: ReadonlySet<unknown> = new Set(['ratelimited', 'rate_limited', 'service_unavailable', 'internal_error', 'fatal_error', 'request_timeout', 'team_added_to_org']);

/**
 * Slack by its own client, which tries nothing twice (R25) and is loaded with the first message.
 * @param slackApiUrl where something else stands in for Slack
 */
export function createSlack({ clock, slackApiUrl }: { clock: Clock; slackApiUrl?: string }): Slack {
  async function open({ token, deadline }: Pick<SlackMessage, 'token' | 'deadline'>): Promise<WebClient> {
    if (token === undefined) throw new DispatchError('NOTIFY_FAILED', 'there is no token of Slack', { hint: 'Give notify a Token or Secret, or the configuration Slack: { Token } or { Secret }.' });
    const { LogLevel, WebClient } = await import('@slack/web-api');
    const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore, setLevel: ignore, getLevel: () => LogLevel.ERROR, setName: ignore };
    const timeout = Math.max(1, deadline.getTime() - clock.now().getTime());
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
  readonly data?: { readonly error?: unknown };
  readonly statusCode?: number;
}

async function ask<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const error = thrown as SlackError;
    const word = error.data?.error;
    const told = typeof word === 'string' ? word : String(error.message);
    throw new DispatchError(mayPass(error) ? 'UNAVAILABLE' : 'NOTIFY_FAILED', `${doing}: ${told}`, { cause: thrown });
  }
}

function mayPass({ code, data, statusCode }: SlackError): boolean {
  if (code === 'slack_webapi_platform_error') return PASSING.has(data?.error);
  if (code === 'slack_webapi_http_error') return statusCode === 408 || statusCode === 429 || (statusCode ?? 0) >= 500;
  return code === 'slack_webapi_rate_limited_error' || code === 'slack_webapi_request_error';
}
