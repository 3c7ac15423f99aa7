import type { AcceptedChanges } from './accepted-changes';

/** What a comparison came to. Field names are those of the JSON. */
export interface DiffCounts {
  Events: number;
  Changed: number;
  Accepted: number;
  Unreadable: number;
  /** Events that name a job and do not hold it. */
  WithoutJob: number;
}

/** Of the events that cannot be read, and the accepted changes that did not come, those that are told. */
export const MAX_TOLD = 10;

export function formatCounts({ Events, Changed, Accepted, Unreadable, WithoutJob }: Readonly<DiffCounts>): string {
  const more = [...(Accepted > 0 ? [`${Accepted} as accepted`] : []), ...(Unreadable > 0 ? [`${Unreadable} cannot be read`] : []), ...(WithoutJob > 0 ? [`${WithoutJob} without their job`] : [])];
  return `${Changed === 0 ? 'nothing changes' : `${Changed} ${Changed === 1 ? 'job changes' : 'jobs change'}`} of ${Events} event${Events === 1 ? '' : 's'}${more.length > 0 ? `; ${more.join(', ')}` : ''}`;
}

/** What is to be known beside the result. */
export function notesOf({ Unreadable, WithoutJob }: Readonly<DiffCounts>, accepted: AcceptedChanges | undefined): readonly string[] {
  return [
    ...(Unreadable > MAX_TOLD ? [`and ${Unreadable - MAX_TOLD} more that cannot be read`] : []),
    ...(WithoutJob > 0 ? [`events without their job cannot be compared: ${WithoutJob}. Record the jobs themselves: bq-dispatch record`] : []),
    ...stale(accepted?.unused() ?? []),
  ];
}

/** Accepted changes that are none any more would hide those that come back. */
function stale(unused: readonly string[]): readonly string[] {
  if (unused.length === 0) return [];
  const left = unused.length - MAX_TOLD;
  return [`${unused.length} accepted change${unused.length === 1 ? '' : 's'} did not come, and may be taken from the file: ${unused.slice(0, MAX_TOLD).join(', ')}${left > 0 ? ` and ${left} more` : ''}`];
}
