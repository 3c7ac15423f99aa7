export type MomentType = 'DATE' | 'TIME' | 'DATETIME' | 'TIMESTAMP';

/** An element of a format model for dates and times, in upper case, or a text that stands for itself. */
export interface ModelElement {
  readonly name: string;
  /** As it was written, for the case of letters. */
  readonly written: string;
  readonly text?: string;
}

const ELEMENT = /YYYY|Y,YYY|YYY|YY|Y|RRRR|RR|MONTH|MON|MM|MI|DDD|DD|DAY|DY|D|HH24|HH12|HH|SSSSS|SS|FF[1-9]|A\.M\.|P\.M\.|AM|PM|TZH|TZM|[-./,';: ]|"(?:[^"\\]|\\["\\])*"/iy;
const DATE_ELEMENTS = /^(?:Y|R|MON|MM|D)/;
const ZONE_ELEMENTS = /^TZ/;

/** @throws Error for an element that is unknown, or that the type has no part for */
export function parseModel(format: string, type: MomentType): readonly ModelElement[] {
  const elements: ModelElement[] = [];
  for (let at = 0; at < format.length; ) {
    ELEMENT.lastIndex = at;
    const written = ELEMENT.exec(format)?.[0];
    if (written === undefined) throw new Error(`Cannot find matched format element at ${at}`);
    at += written.length;
    const name = written.toUpperCase();
    if (name.startsWith('"')) elements.push({ name: 'TEXT', written, text: written.slice(1, -1).replace(/\\(["\\])/g, '$1') });
    else if (/^[^A-Z]$/.test(name)) elements.push({ name: 'TEXT', written, text: written });
    else elements.push({ name, written });
  }
  for (const { name, written } of elements) {
    const isDate = DATE_ELEMENTS.test(name);
    const isZone = ZONE_ELEMENTS.test(name);
    const fits = name === 'TEXT' || (isZone ? type === 'TIMESTAMP' : isDate ? type !== 'TIME' : type !== 'DATE');
    if (!fits) throw new Error(`Format element '${written}' is not supported for type ${type}`);
  }
  return elements;
}
