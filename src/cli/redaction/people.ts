/** Words before the @ that say what an account is for. */
const ROLES: ReadonlySet<string> = new Set(
  `account admin administrator airflow alert alerts analyst analysts analytics and app apps auto automation backup batch bi bigquery billing
  bot build cloud compute composer contact cron data dataflow dataform dbt default deploy dev developer developers devops dispatch emulator
  engineer engineering etl events export finance function functions group help hello import info infra ingest job jobs lake list load loader
  local logs looker mail manager marketing master monitor noreply office ops orders owner pipeline pipelines platform prod production project
  query raw reader reply report reporting reports robot root sales scheduled scheduler script security service shop staging storage support
  svc sync system table task team test tester testing tests the tool tools transfer user users view warehouse web worker writer`.split(/\s+/),
);

/**
 * The words in addresses of people, not of service accounts, that may be somebody's name; of `jane.doe` also `janedoe`,
 * `doejane` and `jdoe`, of which datasets are named as well.
 */
export function namesOfPeople(addresses: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const address of addresses) {
    if (isServiceAccount(address)) continue;
    const words = (address.toLowerCase().split('@')[0]?.match(/\p{L}+/gu) ?? []).filter((word) => !ROLES.has(word));
    const [first = '', last = ''] = [words[0], words.at(-1)];
    const joined = words.length < 2 ? [] : [first + last, last + first, `${/^./u.exec(first)?.[0]}${last}`];
    for (const word of [...words, ...joined]) if (word.length >= 3 && !ROLES.has(word)) names.add(word);
  }
  return names;
}

export function isServiceAccount(address: string): boolean {
  return address.toLowerCase().endsWith('.gserviceaccount.com');
}
