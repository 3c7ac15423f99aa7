import { nearestName } from '../../core/rules/nearest';
import { printable } from '../printable';

/** Of what cucumber tells of a run, the parts that are needed here. */
interface Told {
  readonly stepDefinition?: { readonly pattern: { readonly source: string; readonly type: string } };
  readonly pickle?: { readonly steps: readonly { readonly id: string; readonly text: string }[] };
  readonly testCase?: { readonly testSteps: readonly { readonly pickleStepId?: string; readonly stepDefinitionIds?: readonly string[] }[] };
}

/** Gathers the steps of a run that nothing defines. */
export function createUndefinedSteps(): { note: (told: Told) => void; hints: () => string[] } {
  /** Patterns by how a step reads that they take. */
  const patterns = new Map<string, string>();
  const texts = new Map<string, string>();
  const found = new Set<string>();
  return {
    note({ stepDefinition, pickle, testCase }) {
      if (stepDefinition?.pattern.type === 'CUCUMBER_EXPRESSION') patterns.set(asRead(stepDefinition.pattern.source), stepDefinition.pattern.source);
      for (const { id, text } of pickle?.steps ?? []) texts.set(id, text);
      for (const { pickleStepId, stepDefinitionIds } of testCase?.testSteps ?? []) {
        const text = pickleStepId !== undefined && stepDefinitionIds?.length === 0 ? texts.get(pickleStepId) : undefined;
        if (text !== undefined) found.add(text);
      }
    },
    hints() {
      return [...found].map((text) => {
        const nearest = nearestName(withoutValues(text), patterns.keys());
        return `no step says: ${printable(text)}${nearest === undefined ? '' : `\n→ Did you mean: ${patterns.get(nearest) ?? nearest}`}`;
      });
    },
  };
}

/** A pattern with what may be left out, and of two words the first. */
function asRead(pattern: string): string {
  return pattern.replace(/[()]/g, '').replace(/([^\s/]+)(?:\/[^\s/]+)+/g, '$1');
}

function withoutValues(text: string): string {
  return text.replace(/"[^"]*"|'[^']*'/g, '{string}').replace(/\b\d+\b/g, '{int}');
}
