/** The encodings of text files that load jobs read. */
export const ENCODINGS = ['UTF-8', 'ISO-8859-1', 'UTF-16BE', 'UTF-16LE', 'UTF-32BE', 'UTF-32LE'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** The text of a file, without a byte order mark. What is no character becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (encoding) {
    case 'UTF-8':
      return new TextDecoder().decode(buffer);
    case 'ISO-8859-1':
      return buffer.toString('latin1');
    case 'UTF-16LE':
      return new TextDecoder('utf-16le').decode(buffer);
    case 'UTF-16BE':
      return new TextDecoder('utf-16le').decode(Buffer.from(buffer.subarray(0, buffer.length & ~1)).swap16());
    case 'UTF-32BE':
      return decodeUtf32(buffer, (place) => buffer.readUInt32BE(place));
    case 'UTF-32LE':
      return decodeUtf32(buffer, (place) => buffer.readUInt32LE(place));
  }
}

function decodeUtf32({ length }: Buffer, read: (place: number) => number): string {
  const parts: string[] = [];
  for (let place = 0; place + 4 <= length; place += 4) {
    const code = read(place);
    if (place === 0 && code === 0xfeff) continue;
    parts.push(code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\uFFFD' : String.fromCodePoint(code));
  }
  return parts.join('');
}
