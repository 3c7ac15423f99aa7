import { createFinding, LINT_LEVELS, type Finding } from '../../config/lint/finding';
import type { PlacedRoute } from '../../config/lint/placed-route';
import type { RecordedMatches, RouteCount } from './recorded-matches';

/** What recorded events say of the routes of one configuration. @param known what the patterns have told already */
export function findingsByEvents(placed: readonly PlacedRoute[], counts: ReadonlyMap<number, RouteCount>, known: readonly Finding[]): Finding[] {
  const [first] = placed;
  const none = first && counts.size === 0 ? [createFinding('NO_ROUTE_MATCHED', first.document, { path: [], message: 'none of the routes holds for any of the recorded jobs', hint: 'Compare the patterns with the jobs, or name events of jobs that these rules are for.' })] : [];
  const each = placed.flatMap(({ route, document, path }, place) => {
    const isKnown = known.some(({ Code, File, Line, Column }) => {
      const { line, column } = document.locate([...path, 'When']);
      return Code === 'ROUTE_SHADOWED' && File === document.file && Line === line && Column === column;
    });
    const { When } = route;
    const count = counts.get(place);
    const report = (code: 'ROUTE_UNMATCHED' | 'ROUTE_SHADOWED', message: string, hint: string): Finding[] => [createFinding(code, document, { path: [...path, 'When'], message, hint })];
    if (!count) return When.Type || When.Source || When.Dest ? report('ROUTE_UNMATCHED', 'it holds for none of the recorded jobs', `Ask why not: bq-dispatch explain --config ${document.file} --job EVENT.`) : [];
    if (count.first > 0 || isKnown) return [];
    const others = [...count.by.keys()].sort((a, b) => a - b).map((other) => `${other}${placed[other]?.route.Name ? ` (${placed[other].route.Name})` : ''}`);
    return report('ROUTE_SHADOWED', `it holds for ${count.holds} of the recorded jobs, and each was taken by route ${others.join(' or ')} before it`, 'Move it before them, or narrow those.');
  });
  return [...none, ...each];
}

/** What is wrong with the recorded events themselves. */
export function findingsOfEvents(files: readonly string[], { jobs, unreadable, fault }: RecordedMatches): Finding[] {
  const found = (message: string, hint: string): Finding => ({ Code: 'EVENT_UNUSABLE', Level: LINT_LEVELS.EVENT_UNUSABLE, File: files.join(', '), Line: 1, Column: 1, Path: '', Message: message, Hint: hint });
  return [
    ...(fault ? [found(`${unreadable} ${unreadable === 1 ? 'event' : 'events'} could not be read, the first: ${fault.Message}`, fault.Hint)] : []),
    ...(jobs === 0 ? [found('no event holds a job that is DONE, so that nothing is said of the routes', 'Record jobs: bq-dispatch record.')] : []),
  ];
}
