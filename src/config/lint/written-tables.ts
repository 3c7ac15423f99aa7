/** Texts and comments, in which no statement begins; names in back-ticks are kept. */
const QUOTED = /'''[^]*?'''|"""[^]*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|--[^\n]*|#[^\n]*|\/\*[^]*?\*\//g;
const WRITES = /(?:^|;|\bBEGIN\b|\bTHEN\b|\bELSE\b|\bDO\b|\bLOOP\b)\s*(?:INSERT(?:\s+INTO)?|MERGE(?:\s+INTO)?|UPDATE|DELETE(?:\s+FROM)?|TRUNCATE\s+TABLE|CREATE\s+(?:OR\s+REPLACE\s+)?TABLE(?:\s+IF\s+NOT\s+EXISTS)?)\s+((?:`[^`]+`|[\w-]+)(?:\s*\.\s*(?:`[^`]+`|[\w-]+))*)/gi;

/** The tables that the statements of a SQL text write, as they stand there, each once. It reads the beginnings of statements alone. */
export function tablesWritten(sql: string): readonly string[] {
  const plain = sql.replace(QUOTED, (found) => (/^['"]/.test(found) ? "''" : ' ')).trimStart();
  return [...new Set(Array.from(plain.matchAll(WRITES), ([, name = '']) => name.replaceAll(/[`\s]/g, '')))];
}
