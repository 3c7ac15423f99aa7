import type { HttpCaller } from './http-caller';
import type { Publisher } from './publisher';
import type { SecretStore } from './secret-store';
import type { Slack } from './slack';

/** What actions tell the world, and what they need to know for it. */
export interface Outgoing {
  readonly http: HttpCaller;
  readonly slack: Slack;
  readonly publisher: Publisher;
  readonly secrets: SecretStore;
}
