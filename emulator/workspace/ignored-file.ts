const IGNORED = new Set(['.ds_store', 'thumbs.db', '.gitkeep']);

/** Files that systems and git leave in folders; a workspace passes over them, so no object can lie at such a path. */
export function isIgnoredFile(fileName: string): boolean {
  return IGNORED.has(fileName.toLowerCase());
}
