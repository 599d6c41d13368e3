import { describe, expect, it } from 'vitest';
import { UserError } from '../core/fault.ts';
import { explainCommand } from './explain.ts';
import type { World } from './world.ts';

async function refusal(...words: readonly string[]): Promise<unknown> {
  return explainCommand(words, {} as World).catch((error: unknown) => error);
}

describe('explain', () => {
  it.each([
    [['--host', 'shop.example.com'], '--host belongs to a path.', '--path'],
    [['--origin-status', '200'], '--origin-status belongs to a path.', '--path'],
    [['--mail', 'a@example.com', '--header', 'x: y'], '--header belongs to a path.', '--path'],
    [['--path', '/', '--ip', '192.0.2.1'], '--ip belongs to a sender.', '--mail'],
    [['--path', '/', '--mail', 'a@example.com'], '--mail and --path are two questions.', 'one after the other'],
    [['env/unused', '--path', '/'], 'A check and --path are two questions.', 'one after the other'],
    [['--path', '/a', '--path', '/b'], '--path stands twice: they are two questions.', 'one after the other'],
    [['--path'], '--path needs a value.', 'explain --help'],
    [['--path', '/', '--header', '--format', 'json'], '--header needs a value.', 'explain --help'],
    [['env/unused', '--mail', ''], 'A check and --mail are two questions.', 'one after the other'],
    [['env/unusd'], expect.stringContaining('env/unused'), 'launch-ready checks'],
    [[], 'Explain which check?', 'launch-ready checks'],
  ])('%j is refused with the next step', async (words, message, hint) => {
    const failure = await refusal(...words);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({ message, hint: expect.stringContaining(hint) });
  });
});
