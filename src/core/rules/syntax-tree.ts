/** A node as both syntaxes give it. Offsets are UTF-16 code units from the start. */
export interface SyntaxNode {
  readonly offset: number;
  readonly value: unknown;
  readonly entries?: readonly { readonly key: string; readonly keyOffset: number; readonly node: SyntaxNode }[];
  readonly items?: readonly SyntaxNode[];
}

/** What a syntax makes of a text: the tree as far as it could be read, and the errors met. */
export interface SyntaxTree {
  readonly root: SyntaxNode | undefined;
  readonly errors: readonly { readonly offset: number; readonly message: string }[];
}

/** A document this deep was made to break readers, not to be read. */
export const MAX_DEPTH = 100;
