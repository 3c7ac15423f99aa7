/** The name of a secret of Secret Manager; without a version the latest is meant. */
export const SECRET_NAME = /^projects\/[A-Za-z0-9:._-]+\/secrets\/[A-Za-z0-9_-]{1,255}(?<version>\/versions\/[A-Za-z0-9_-]+)?$/;
