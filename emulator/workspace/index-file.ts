/** The file that tells of the objects of a bucket besides their bytes. */
export const INDEX_FILE = 'index.json';
