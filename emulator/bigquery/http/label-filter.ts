import { badRequest } from '../../http/http-fault';

interface Condition {
  readonly key: string;
  /** Any value where it is absent. */
  readonly value?: string;
}

/** Reads `labels.color:red labels.size:*`; conditions are joined by blanks or AND. @throws HttpFault 400 for another form */
export function parseLabelFilter(text: string | undefined): readonly Condition[] {
  const words = (text ?? '').split(/\s+/).filter((word) => word !== '' && word !== 'AND');
  return words.map((word) => {
    const found = /^labels\.([^:=\s]+)(?:[:=](.*))?$/.exec(word);
    if (!found) throw badRequest(`Invalid filter: ${JSON.stringify(word)}; expected labels.<name>[:<value>]`);
    const [, key = '', value] = found;
    return value === undefined || value === '' || value === '*' ? { key } : { key, value: value.replace(/^"(.*)"$/, '$1') };
  });
}

export function matchesLabelFilter(labels: Readonly<Record<string, string>> = {}, filter: readonly Condition[]): boolean {
  return filter.every(({ key, value }) => Object.hasOwn(labels, key) && (value === undefined || labels[key] === value));
}
