/** Secrets by name. */
export interface SecretStore {
  /**
   * The text of a secret of Secret Manager.
   * @param name `projects/<project>/secrets/<secret>`, the latest version, or with `/versions/<version>`
   * @throws DispatchError NOT_FOUND, PERMISSION_DENIED
   */
  read(name: string): Promise<string>;
}
