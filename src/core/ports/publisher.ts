/** Messages to Pub/Sub. */
export interface Publisher {
  /**
   * Publishes one message.
   * @returns the ID that Pub/Sub gave it
   * @throws DispatchError NOT_FOUND where the topic does not exist
   * @throws DispatchError INVALID_REQUEST for a message that Pub/Sub does not take: empty, or larger than 10 MB
   * @throws DispatchError UNAVAILABLE where Pub/Sub did not answer by the deadline, or with no ID
   */
  publish(message: OutgoingMessage): Promise<string>;
}

export interface OutgoingMessage {
  readonly projectId: string;
  /** Without the project. */
  readonly topic: string;
  readonly data: Uint8Array;
  readonly attributes: Readonly<Record<string, string>>;
  readonly deadline: Date;
}
