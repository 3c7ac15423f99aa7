/** Writes fixtures/go-regexp.json: questions, and what Go's regexp says of them. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { questionsOf } from './interop/regexp-questions';
import { verdictsOfGo } from './interop/regexp-verdicts';

const binary = path.join(tmpdir(), `go-regexp-${process.pid}`);
if (spawnSync('go', ['build', '-o', binary, 'main.go'], { cwd: path.join(__dirname, 'interop/go-regexp'), stdio: 'inherit' }).status !== 0) throw new Error('go-regexp could not be built');
const questions = questionsOf(20_260_301, 600);
const go = verdictsOfGo(questions, binary);
const lines = questions.map(({ expression, texts }, place) => JSON.stringify({ expression, texts, go: go[place] ?? null }));
writeFileSync(path.join(__dirname, '../fixtures/go-regexp.json'), `[\n${lines.join(',\n')}\n]\n`);
