const MAX_NAME_LENGTH = 300;
const RESERVED_PREFIXES = ['_TABLE_', '_FILE_', '_PARTITION', '_ROW_TIMESTAMP', '__ROOT__', '_COLIDENTIFIER'];

/** Letters, marks and digits of any script, and the signs that flexible column names allow beside them. */
const ALLOWED_NAME = /^[\p{L}\p{M}\p{N}_&%=+:'<>#|\- ]+$/u;
const FORBIDDEN_SIGN = /[^\p{L}\p{M}\p{N}_&%=+:'<>#|\- ]/u;

/** What is wrong with a column name, in a sentence, or `undefined` if nothing is. */
export function findNameFault(name: string): string | undefined {
  if (name === '') return 'A column name must not be empty.';
  const length = name.length;
  if (length > MAX_NAME_LENGTH) {
    return `The column name ${JSON.stringify(`${name.slice(0, 20)}…`)} has ${length} characters; at most ${MAX_NAME_LENGTH} are allowed.`;
  }
  if (!ALLOWED_NAME.test(name)) {
    const sign = FORBIDDEN_SIGN.exec(name)?.[0] ?? '';
    return `The column name ${JSON.stringify(name)} holds ${JSON.stringify(sign)}, which column names must not hold.`;
  }
  const upperName = name.toUpperCase();
  const prefix = RESERVED_PREFIXES.find((reserved) => upperName.startsWith(reserved));
  return prefix === undefined ? undefined : `The column name ${JSON.stringify(name)} starts with ${prefix}, which BigQuery keeps for itself.`;
}
