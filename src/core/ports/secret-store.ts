/** Secrets by name. */
export interface SecretStore {
  /**
   * The text of a secret of Secret Manager.
   * @param name `projects/<project>/secrets/<secret>`, the latest version, or with `/versions/<version>`
   * @throws DispatchError NOT_FOUND, PERMISSION_DENIED; INVALID_REQUEST for a version that is disabled
   * @throws DispatchError UNAVAILABLE where nothing was answered, or something else than was stored
   */
  read(name: string): Promise<string>;
}
