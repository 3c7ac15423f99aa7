/** What an element holds: text, or elements by their names; a list repeats its element, and what is missing is left out. */
export type XmlContent = string | number | boolean | { readonly [name: string]: XmlContent | readonly XmlContent[] | undefined };

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A document of one element, as the XML API writes it. @param withNamespace false for errors, which have none */
export function xmlDocument(name: string, content: XmlContent, withNamespace = true): string {
  return `<?xml version='1.0' encoding='UTF-8'?>${element(name, content, withNamespace ? ` xmlns='${NAMESPACE}'` : '')}`;
}

function element(name: string, content: XmlContent, attributes = ''): string {
  const inner = typeof content === 'object'
    ? Object.entries(content).map(([child, value]) => elements(child, value)).join('')
    : escapeXml(String(content));
  return `<${name}${attributes}>${inner}</${name}>`;
}

function elements(name: string, value: XmlContent | readonly XmlContent[] | undefined): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? (value as readonly XmlContent[]).map((item) => element(name, item)).join('') : element(name, value as XmlContent);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ["'", '&#39;'], ['\r', '&#13;']]);

/** Characters that XML cannot hold become the sign for what cannot be shown. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (char) => ENTITIES.get(char) ?? char).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
}
