import type { GsUrl } from '../gs-url';

/** Objects in buckets, addressed by gs:// URL. Strongly consistent, as Cloud Storage is. */
export interface ObjectStore {
  /**
   * The object's bytes and what is known of them, or `undefined` if there is none.
   * @throws DispatchError NOT_FOUND when the bucket does not exist
   */
  read(url: GsUrl): Promise<StoredObject | undefined>;

  /**
   * What is known of an object without its bytes, or `undefined` if there is none.
   * @throws DispatchError NOT_FOUND when the bucket does not exist
   */
  stat(url: GsUrl): Promise<ObjectInfo | undefined>;

  /**
   * Creates or replaces an object.
   * @param options.ifGeneration '0': only if absent; N: only if that generation stands.
   * @throws DispatchError PRECONDITION_FAILED when the condition does not hold
   * @throws DispatchError NOT_FOUND when the bucket does not exist
   */
  write(url: GsUrl, bytes: Uint8Array, options?: WriteOptions): Promise<ObjectInfo>;

  /**
   * Copies an object with its content type, encoding and metadata; an object at the destination is replaced.
   * Copying to itself leaves one object of a new generation.
   * @param options.ifSourceGeneration only if that generation stands at the source
   * @throws DispatchError NOT_FOUND when the source or a bucket does not exist
   * @throws DispatchError PRECONDITION_FAILED when the condition does not hold
   */
  copy(source: GsUrl, destination: GsUrl, options?: { ifSourceGeneration?: string }): Promise<ObjectInfo>;

  /**
   * Idempotent: removing an absent object succeeds.
   * @param options.ifGeneration only if that generation stands
   * @returns whether an object was removed
   * @throws DispatchError PRECONDITION_FAILED when an object stands and the condition does not hold
   * @throws DispatchError NOT_FOUND when the bucket does not exist
   */
  remove(url: GsUrl, options?: { ifGeneration?: string }): Promise<boolean>;

  /**
   * All objects whose names begin with the URL's name, in the order of their UTF-8 bytes.
   * @param options.from the name to begin at
   * @throws DispatchError NOT_FOUND when the bucket does not exist
   */
  list(prefix: GsUrl, options?: { from?: string }): AsyncIterable<ObjectInfo>;
}

export interface ObjectInfo {
  readonly url: GsUrl;
  /** An int64 as a string; grows with every change of the object. */
  readonly generation: string;
  readonly sizeBytes: number;
  /** CRC-32C of the bytes, base64 of the big-endian value, as the JSON API gives it. */
  readonly crc32c: string;
  /** MD5 of the bytes in base64. */
  readonly md5Hash: string;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  /** The user's own metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** When this generation was made. */
  readonly timeCreated: Date;
}

export interface StoredObject extends ObjectInfo {
  readonly bytes: Uint8Array;
}

export interface WriteOptions {
  readonly ifGeneration?: string;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}
