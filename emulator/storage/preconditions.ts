import { DispatchError } from '../../src/core/errors';
import { formatGsUrl, type GsUrl } from '../../src/core/gs-url';

/** What must hold of the object that stands, as int64 texts; an absent object counts as '0'. */
export interface Preconditions {
  readonly ifGeneration?: string;
  readonly ifGenerationNot?: string;
  readonly ifMetageneration?: string;
  readonly ifMetagenerationNot?: string;
}

/**
 * @param found the object that stands at `url`, if any
 * @throws DispatchError PRECONDITION_FAILED when a condition does not hold
 * @throws DispatchError INVALID_REQUEST when a condition is no number
 */
export function checkPreconditions(
  url: GsUrl,
  found: { readonly generation: string; readonly metageneration: string } | undefined,
  conditions: Preconditions,
): void {
  const { generation = '0', metageneration = '0' } = found ?? {};
  const equal = (wanted: string, actual: string): boolean => parseInt64(wanted) === BigInt(actual);
  const require = (wanted: string | undefined, holds: (wanted: string) => boolean, what: string): void => {
    if (wanted === undefined || holds(wanted)) return;
    const stands = found ? `generation ${generation}, metageneration ${metageneration}` : 'no object';
    throw new DispatchError('PRECONDITION_FAILED', `${formatGsUrl(url)}: asked for ${what} ${wanted}, found ${stands}`);
  };
  require(conditions.ifGeneration, (wanted) => equal(wanted, generation), 'generation');
  require(conditions.ifGenerationNot, (wanted) => !equal(wanted, generation), 'any generation but');
  require(conditions.ifMetageneration, (wanted) => equal(wanted, metageneration), 'metageneration');
  require(conditions.ifMetagenerationNot, (wanted) => !equal(wanted, metageneration), 'any metageneration but');
}

function parseInt64(text: string): bigint {
  if (!/^\d{1,19}$/.test(text)) {
    throw new DispatchError('INVALID_REQUEST', `${JSON.stringify(text)} is no generation; expected a whole number of at most 19 digits`);
  }
  return BigInt(text);
}
