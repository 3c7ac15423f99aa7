import type { MatchingMeasurement } from './matching';

const ENGINES = ['index', 'linear', 'regexp', 'go'] as const;

/** Matches a second by routes and case, an engine a column, and the index as so many times each other. */
export function matchingTable(measurements: readonly MatchingMeasurement[]): string {
  const rows = [...new Set(measurements.map(({ routes, case: name }) => `${routes} ${name}`))].map((key) => {
    const [routes = '', name = ''] = key.split(' ');
    const of = (engine: string): number | undefined => measurements.find((one) => one.engine === engine && String(one.routes) === routes && one.case === name)?.perSecond;
    const own = of('index') ?? NaN;
    const cells = ENGINES.map((engine) => {
      const value = of(engine);
      return value === undefined ? '' : `${thousands(value)}${engine === 'index' ? '' : ` (${times(own / value)})`}`;
    });
    return `| ${Number(routes).toLocaleString('en')} | ${name} | ${cells.join(' | ')} |`;
  });
  return ['| routes | case | index | table in turn | RegExp in turn | Go in turn |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function thousands(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

function times(ratio: number): string {
  return `${ratio >= 10 ? Math.round(ratio).toLocaleString('en') : ratio.toFixed(2)}×`;
}
