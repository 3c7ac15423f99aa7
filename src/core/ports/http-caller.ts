/** One HTTP request to somebody else's service. */
export interface HttpCaller {
  /**
   * Sends the request once and returns what was answered, whatever its status. Redirects are answers like any other: they
   * are not followed.
   * @throws DispatchError INVALID_REQUEST where URL, method or a header cannot be sent
   * @throws DispatchError ADDRESS_REFUSED where the address leads inside, if the implementation calls none there
   * @throws DispatchError CALL_FAILED where the answer is larger than the implementation takes
   * @throws DispatchError UNAVAILABLE where nothing was answered by the deadline or the connection failed
   */
  call(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpRequest {
  /** In capitals. */
  readonly method: string;
  /** http: or https:. */
  readonly url: string;
  /** By their names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** The Google identity of the service, sent as a bearer token: an ID token for an audience, or an access token with scopes. */
  readonly identity?: { readonly audience: string } | { readonly scopes: readonly string[] };
  readonly deadline: Date;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; several values of one are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
