import { setDefinitionFunctionWrapper } from '@cucumber/cucumber';
import { DispatchError } from '../../src/core/errors';
import { FaultsError } from '../../src/core/rules/fault';
import { tidyStack } from './tidy-stack';

type Step = (this: unknown, ...args: unknown[]) => unknown;

/** A step that fails tells the way out as well, and no more of its stack than helps. What it returns is left alone, as steps may take a callback instead. */
setDefinitionFunctionWrapper((step: Step): Step => function (this: unknown, ...args) {
  try {
    const result = step.apply(this, args);
    return result instanceof Promise ? result.catch(tell) : result;
  } catch (error) {
    return tell(error);
  }
});

function tell(error: unknown): never {
  if (error instanceof DispatchError && !(error instanceof FaultsError)) {
    const { message, stack = '' } = error;
    error.message = `${message}\n→ ${error.hint}`;
    error.stack = stack.replace(message, () => error.message);
  }
  if (error instanceof Error) tidyStack(error);
  throw error;
}
