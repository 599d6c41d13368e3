import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CancelledError } from '../core/fault.ts';
import { neutralise } from '../core/text.ts';
import type { World } from './world.ts';

// A result in full is far shorter; what is longer comes from outside.
const longestText = 20_000;

/** A terminal that is written to and asked line by line. A question ends with `CancelledError` on Ctrl-C or end of input. */
export type Terminal = {
  readonly say: (line: string) => void;
  readonly ask: (question: string) => Promise<string>;
  /** Asks without showing what is typed. */
  readonly askMasked: (question: string) => Promise<string>;
};

/** Opens the terminal for questions; `close` gives stdin back. */
export function openTerminal(world: World): { readonly terminal: Terminal; readonly close: () => void } {
  const { stdin, stdout, interrupted } = world;
  let masked = false;
  // readline echoes every key through its output: while a secret is typed, nothing of it gets through.
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      if (!masked) stdout.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: stdin, output, terminal: true });
  // In raw mode Ctrl-C is a key, not a signal.
  const ended = new AbortController();
  lines.on('SIGINT', () => ended.abort());
  lines.on('close', () => ended.abort());
  const signal = AbortSignal.any([ended.signal, interrupted]);

  const ask = async (question: string): Promise<string> => {
    try {
      return (await lines.question(question, { signal })).trim();
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new CancelledError('cancelled', { cause: error });
    }
  };
  const askMasked = async (question: string): Promise<string> => {
    stdout.write(question);
    masked = true;
    try {
      return await ask('');
    } finally {
      masked = false;
      stdout.write('\n');
    }
  };
  return {
    terminal: { say: (text) => void stdout.write(`${neutralise(text, longestText)}\n`), ask, askMasked },
    close: () => lines.close(),
  };
}
