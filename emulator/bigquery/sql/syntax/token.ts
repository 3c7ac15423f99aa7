import type { Position } from './position';

interface Piece {
  readonly at: Position;
  /** Just behind its last character. */
  readonly end: number;
  /** As it stands in the source. */
  readonly text: string;
  /** What keywords are compared with: a word in upper case, a symbol as it is; '' for all else, and for words behind a dot or an @. */
  readonly upper: string;
}

export type Token =
  | (Piece & { readonly kind: 'word'; /** Whether it is no name unless backquoted. */ readonly reserved: boolean })
  | (Piece & { readonly kind: 'quoted' | 'string'; /** Without quotes and escapes. */ readonly value: string })
  | (Piece & { readonly kind: 'bytes'; readonly value: Uint8Array })
  | (Piece & { readonly kind: 'int' | 'float' | 'symbol' | 'end' });
