import type { Value } from '../../data/row';
import type { Variable } from '../analysis/analysis-context';
import { literalOf } from '../engine/literal';
import { SqlError } from '../sql-error';
import type { Identifier } from '../syntax/tree';
import type { SqlType } from '../types/sql-type';

export interface VariableValue {
  readonly type: SqlType;
  value: Value;
}

/** The variables of a script, block within block. */
export interface Variables {
  /** @throws SqlError where the block has one of that name already */
  declare(name: Identifier, variable: VariableValue): void;
  /** @throws SqlError `Undeclared variable: x` */
  get(name: Identifier): VariableValue;
  /** As analysis sees it. */
  find(name: string): Variable | undefined;
  /** Runs `work` in a block of its own. */
  inBlock<T>(work: () => Promise<T>): Promise<T>;
}

export function createVariables(): Variables {
  const blocks = [new Map<string, VariableValue>()];
  const lookUp = (name: string): VariableValue | undefined => {
    for (const block of [...blocks].reverse()) {
      const found = block.get(name.toLowerCase());
      if (found) return found;
    }
    return undefined;
  };
  return {
    declare({ name, at }, variable) {
      const block = blocks.at(-1) as Map<string, VariableValue>;
      if (block.has(name.toLowerCase())) throw new SqlError(`Variable '${name}' redeclaration`, { at });
      block.set(name.toLowerCase(), variable);
    },
    get({ name, at }) {
      const found = lookUp(name);
      if (!found) throw new SqlError(`Undeclared variable: ${name}`, { at });
      return found;
    },
    find(name) {
      const found = lookUp(name);
      return found && { type: found.type, sql: literalOf(found.value, found.type) };
    },
    async inBlock(work) {
      blocks.push(new Map());
      try {
        return await work();
      } finally {
        blocks.pop();
      }
    },
  };
}
