import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from './run-command';

const never = (): Promise<NodeJS.Signals> => new Promise(() => undefined);
const node = (script: string): string[] => [process.execPath, '-e', script];

const cases: readonly [what: string, command: readonly string[], code: number][] = [
  ['the exit code is that of the command', node('process.exit(3)'), 3],
  ['the environment is that which was given', node('process.exit(process.env.ANSWER === "42" ? 0 : 1)'), 0],
  ['no shell reads the arguments again', [...node('process.exit(process.argv[1] === "$ANSWER; *" ? 0 : 1)'), '$ANSWER; *'], 0],
  ['a signal counts from 128', node('process.kill(process.pid, "SIGKILL")'), 137],
  ['a program that does not exist is 127', ['no-such-program-anywhere'], 127],
];
for (const [what, command, code] of cases) {
  test(what, async () => {
    const said: string[] = [];
    const options = { command, folder: process.cwd(), environment: { ANSWER: '42' }, stopped: never, onTerminal: false };
    assert.equal(await runCommand(options, (line) => said.push(line)), code);
    assert.equal(said.length, code === 127 ? 1 : 0);
  });
}

test('the command is stopped with the emulator', async () => {
  const options = { command: node('setInterval(() => {}, 1000)'), folder: process.cwd(), environment: {}, onTerminal: false };
  assert.equal(await runCommand({ ...options, stopped: () => Promise.resolve('SIGTERM') }, () => undefined), 143);
});
