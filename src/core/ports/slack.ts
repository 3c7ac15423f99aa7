/** Messages and files in channels of Slack. */
export interface Slack {
  /**
   * Posts a message (chat.postMessage).
   * @returns the ID of the channel, which `upload` needs in place of a name
   * @throws DispatchError NOTIFY_FAILED with Slack's own word (`channel_not_found`, `invalid_auth`)
   * @throws DispatchError UNAVAILABLE where Slack asks for patience or is not reached
   */
  post(message: SlackMessage): Promise<string>;
  /**
   * Shares a text as a file (files.getUploadURLExternal, files.completeUploadExternal).
   * @throws DispatchError NOTIFY_FAILED, UNAVAILABLE as `post` does
   */
  upload(file: SlackFile): Promise<void>;
}

export interface SlackMessage {
  /** A bot's token; without one Slack refuses the message. */
  readonly token?: string;
  /** A name, `#alerts`, or an ID; for a file the ID. */
  readonly channel: string;
  /** Slack's mrkdwn, as the message is: what comes from outside is escaped by who composes them. */
  readonly title: string;
  readonly message?: string;
  /** Who it seems to come from; by default the token's app. */
  readonly from?: string;
  /** The same for a message that is posted again; stands in its metadata. */
  readonly idempotencyKey: string;
  readonly deadline: Date;
}

export interface SlackFile extends Omit<SlackMessage, 'from'> {
  readonly filename: string;
  readonly content: Uint8Array;
}
