/** How the program talks: full screen, line by line with questions, or lines without questions. */
export type Mode = 'interactive' | 'linear' | 'headless';

/** What the mode depends on; nothing else asks for a terminal. */
export type ModeFacts = {
  readonly command: 'session' | 'audit' | 'demo';
  readonly plain: boolean;
  readonly screenReader: boolean;
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly term: string | undefined;
  readonly ci: string | undefined;
  /** A report asked for on stdout leaves no room for a session there. */
  readonly reportOnStdout: boolean;
};

/** Decides the mode once, from flags, environment and streams. */
export function decideMode(facts: ModeFacts): Mode {
  const { command, plain, screenReader, stdinIsTerminal, stdoutIsTerminal, term, ci, reportOnStdout } = facts;
  if (command === 'audit' || reportOnStdout || isCi(ci)) return 'headless';
  if (!stdinIsTerminal || !stdoutIsTerminal) return 'headless';
  if (plain || screenReader) return 'linear';
  return term === 'dumb' ? 'headless' : 'interactive';
}

// As the renderer counts it: an empty CI is a CI, only an absent one, 0 or false is none.
function isCi(ci: string | undefined): boolean {
  return ci !== undefined && ci !== '0' && ci !== 'false';
}

/** Whether text may be coloured: FORCE_COLOR wins, then `--no-color`, NO_COLOR (not empty), TERM=dumb, then the stream. */
export function decideColor(
  env: Readonly<Record<string, string | undefined>>,
  flag: boolean,
  isTerminal: boolean,
): boolean {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (flag || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb') return false;
  return isTerminal;
}

/** Whether symbols must be ASCII: no UTF-8 in the locale, or the Linux console with its few glyphs. */
export function decideAscii(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
  if (env.TERM === 'linux') return true;
  if (platform === 'win32' || platform === 'darwin') return false;
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  return locale !== undefined && !/utf-?8/i.test(locale);
}
