import type { Clock } from '../core/ports/clock';
import type { Outgoing } from '../core/ports/outgoing';
import { createIdentityTokens } from './gcp/identity-token';
import { createPublisher } from './gcp/publisher';
import { createSecretStore } from './gcp/secret-store';
import { createHttpCaller } from './http/http-caller';
import { createSlack } from './slack/slack';

export interface OutgoingOptions {
  readonly clock: Clock;
  readonly userAgent: string;
  /** Whether `call` may reach addresses inside. */
  readonly allowInside: boolean;
  /** Where an emulator of Pub/Sub is asked instead of Google. */
  readonly pubsubUrl?: string;
}

/** The real sides of all that actions tell the world. */
export function openOutgoing({ clock, userAgent, allowInside, pubsubUrl }: OutgoingOptions): Outgoing {
  return {
    http: createHttpCaller({ clock, userAgent, allowInside, tokenFor: createIdentityTokens() }),
    slack: createSlack({ clock }),
    publisher: createPublisher({ clock, emulatorUrl: pubsubUrl }),
    secrets: createSecretStore(),
  };
}
