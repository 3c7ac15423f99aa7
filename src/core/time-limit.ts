import type { Clock } from './ports/clock';

/** As long as one request to the world may take, whatever the event's deadline. */
export const LONGEST_REQUEST_MS = 60_000;

/** How long a request may take: until the deadline, and never more than a minute; past the deadline the shortest time there is. */
export function timeLimitMs(deadline: Date, clock: Clock): number {
  return Math.min(LONGEST_REQUEST_MS, Math.max(1, deadline.getTime() - clock.now().getTime()));
}
