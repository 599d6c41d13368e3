import { describe, expect, test } from 'vitest';
import { decideAscii, decideColor, decideMode, type ModeFacts } from './mode.ts';

const terminal: ModeFacts = {
  command: 'session',
  plain: false,
  screenReader: false,
  stdinIsTerminal: true,
  stdoutIsTerminal: true,
  term: 'xterm-256color',
  ci: undefined,
  reportOnStdout: false,
};

describe('the mode', () => {
  test.each<[string, Partial<ModeFacts>, string]>([
    ['a terminal', {}, 'interactive'],
    ['the demo in a terminal', { command: 'demo' }, 'interactive'],
    ['audit, terminal or not', { command: 'audit' }, 'headless'],
    ['stdin piped', { stdinIsTerminal: false }, 'headless'],
    ['stdout piped', { stdoutIsTerminal: false }, 'headless'],
    ['a report on stdout', { reportOnStdout: true }, 'headless'],
    ['CI', { ci: 'true' }, 'headless'],
    ['an empty CI, as the renderer counts it', { ci: '' }, 'headless'],
    ['CI=0', { ci: '0' }, 'interactive'],
    ['CI=false', { ci: 'false' }, 'interactive'],
    ['a dumb terminal', { term: 'dumb' }, 'headless'],
    ['no TERM', { term: undefined }, 'interactive'],
    ['--plain', { plain: true }, 'linear'],
    ['a screen reader', { screenReader: true }, 'linear'],
    ['--plain on a dumb terminal', { plain: true, term: 'dumb' }, 'linear'],
    ['--plain without a terminal', { plain: true, stdoutIsTerminal: false }, 'headless'],
  ])('%s', (_what, facts, mode) => {
    expect(decideMode({ ...terminal, ...facts })).toBe(mode);
  });
});

describe('colour', () => {
  test.each<[Record<string, string>, boolean, boolean, boolean]>([
    [{}, false, true, true],
    [{}, false, false, false],
    [{}, true, true, false],
    [{ NO_COLOR: '1' }, false, true, false],
    [{ NO_COLOR: '' }, false, true, true],
    [{ TERM: 'dumb' }, false, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false, true],
    [{ FORCE_COLOR: '0' }, false, true, false],
    [{ FORCE_COLOR: '' }, false, true, true],
  ])('%j, --no-color %s, terminal %s: %s', (env, flag, isTerminal, colour) => {
    expect(decideColor(env, flag, isTerminal)).toBe(colour);
  });
});

describe('the alphabet', () => {
  test.each<[Record<string, string>, string, boolean]>([
    [{ LANG: 'en_US.UTF-8' }, 'linux', false],
    [{ LANG: 'C' }, 'linux', true],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, 'linux', true],
    [{ LC_ALL: '', LANG: 'de_DE.utf8' }, 'linux', false],
    [{}, 'linux', false],
    [{ TERM: 'linux', LANG: 'en_US.UTF-8' }, 'linux', true],
    [{ LANG: 'C' }, 'darwin', false],
  ])('%j on %s: ascii %s', (env, platform, ascii) => {
    expect(decideAscii(env, platform)).toBe(ascii);
  });
});
