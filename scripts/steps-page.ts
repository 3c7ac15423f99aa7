import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(__dirname, '..');

/** The files of the library in the order of the page, and what each is called there. */
const PARTS: readonly [file: string, title: string][] = [
  ['configuration', 'The configuration'],
  ['objects', 'Objects'],
  ['tables', 'Tables'],
  ['jobs', 'Jobs'],
  ['dispatches', 'What was dispatched'],
  ['outbox', 'What was told the world'],
  ['sweep', 'The sweep, and runs that failed'],
];

interface Step {
  readonly keyword: string;
  readonly text: string;
  readonly note: string;
}

/** The text of docs/steps.md. */
export function stepsPage(): string {
  const parts = PARTS.map(([file, title]) => `## ${title}\n\n${stepsIn(file).map(formatStep).join('\n')}\n`);
  return `# Steps

Every step of the library, as \`bq-dispatch test\` and \`bq-dispatch/cucumber\` know them ([how to test your rules](testing.md)).
\`{string}\` is a text in quotes, \`{int}\` a number; a name of a table is \`project:dataset.table\` or \`dataset.table\`.
Written by \`ts-node scripts/write-steps.ts\`.

${parts.join('\n')}`;
}

function formatStep({ keyword, text, note }: Step): string {
  return `- **${keyword}** ${text.replaceAll('<', '&lt;')}${note === '' ? '' : `  \n  ${note}`}`;
}

function stepsIn(file: string): Step[] {
  const name = path.join(root, 'features/steps', `${file}.ts`);
  const source = ts.createSourceFile(name, readFileSync(name, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    const call = ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression) ? statement.expression : undefined;
    const [pattern, last] = call ? [call.arguments[0], call.arguments.at(-1)] : [];
    if (!call || !pattern || !ts.isStringLiteralLike(pattern)) return [];
    return [{ keyword: call.expression.getText(source), text: pattern.text + tail(last, pattern.text), note: noteOf(statement, source) }];
  });
}

/** What a step takes besides what its words name. */
function tail(code: ts.Node | undefined, pattern: string): string {
  if (!code || !ts.isFunctionExpression(code)) return '';
  const own = code.parameters.filter(({ name }) => name.getText() !== 'this');
  const extra = own.length > (pattern.match(/\{(?:string|int|word)\}/g) ?? []).length ? own.at(-1) : undefined;
  if (!extra) return '';
  return extra.type?.kind === ts.SyntaxKind.StringKeyword ? ', and a text below' : ', and a table below';
}

/** The comment above a step. */
function noteOf(statement: ts.Statement, source: ts.SourceFile): string {
  const [comment] = (ts.getLeadingCommentRanges(source.text, statement.pos) ?? []).slice(-1);
  const text = comment ? source.text.slice(comment.pos, comment.end) : '';
  return text.startsWith('/**') ? text.replace(/^\/\*\*|\*\/$/g, '').replace(/\n\s*\* ?/g, ' ').trim().replace(/^@.*$/, '') : '';
}
