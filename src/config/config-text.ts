import { DispatchError } from '../core/errors';
import { isGsUrl, parseGsUrl } from '../core/gs-url';
import type { ObjectStore } from '../core/ports/object-store';

/** A configuration before it is read. */
export interface ConfigText {
  readonly text: string;
  /** What it is called in messages; its ending tells the language. */
  readonly file: string;
}

/**
 * What `CONFIG` stands for: the text itself (JSON, or YAML of several lines), a gs:// URL, or a file.
 * @throws DispatchError CONFIG_INVALID where nothing can be read there
 */
export async function readConfigText(config: string, { objects, readFile }: { objects: ObjectStore; readFile: (file: string) => string }): Promise<ConfigText> {
  const given = config.trim();
  if (given === '') throw new DispatchError('CONFIG_INVALID', 'there is no configuration', { hint: 'Set CONFIG to the configuration itself, its gs:// URL or its file.' });
  if (given.startsWith('{')) return { text: config, file: 'CONFIG' };
  if (given.includes('\n')) return { text: config, file: 'CONFIG.yaml' };
  if (!isGsUrl(given)) return { text: fromFile(given, readFile), file: given };
  const stored = await objects.read(parseGsUrl(given));
  if (!stored) throw new DispatchError('CONFIG_INVALID', `there is no object ${given}`, { hint: 'Upload the configuration there, or correct CONFIG.' });
  return { text: new TextDecoder().decode(stored.bytes), file: given };
}

function fromFile(file: string, readFile: (file: string) => string): string {
  try {
    return readFile(file);
  } catch (cause) {
    throw new DispatchError('CONFIG_INVALID', `the configuration ${JSON.stringify(file.slice(0, 200))} cannot be read: ${(cause as Error).message}`, { hint: 'Name its file or gs:// URL, or give its text itself.', cause });
  }
}
