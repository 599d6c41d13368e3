import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { suggestion } from '../config/nearest.ts';
import { UserError } from '../core/fault.ts';

/** Flags that every command knows. */
export const commonFlags = {
  help: { type: 'boolean', short: 'h' },
  config: { type: 'string' },
  timeout: { type: 'string' },
  verbose: { type: 'boolean' },
  'no-color': { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

/** Flags of commands that look at what is there, without judging or writing reports. */
export const lookFlags = { ...commonFlags, offline: { type: 'boolean' } } as const satisfies ParseArgsOptionsConfig;

/** Flags of commands that ask nobody. */
export const plainFlags = {
  help: commonFlags.help,
  format: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** Flags of a run. */
export const auditFlags = {
  ...commonFlags,
  output: { type: 'string', short: 'o', multiple: true },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  probe: { type: 'boolean' },
  'probe-production': { type: 'boolean' },
  'read-values': { type: 'boolean' },
  now: { type: 'string' },
  baseline: { type: 'string' },
  save: { type: 'string' },
  from: { type: 'string' },
  offline: { type: 'boolean' },
  plain: { type: 'boolean' },
  'screen-reader': { type: 'boolean' },
  'no-animation': { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

/** Parses the words after a command. Throws `UserError` for an unknown flag (with the nearest), a missing value or one word too many. */
export function parseFlags<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
  command: string,
  positionals: number,
) {
  const hint = `See launch-ready ${command === 'session' ? '' : `${command} `}--help.`;
  const parsed = parse(args, options, hint);
  const extra = parsed.positionals[positionals];
  if (extra !== undefined) throw new UserError(`One word too many: "${extra}".`, hint);
  return parsed;
}

function parse<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T, hint: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const flag = /'(--?[\w-]+)'/.exec(message)?.[1] ?? '';
    const [valued] = /--[\w-]+(?= <value>'|' argument is ambiguous)/.exec(message) ?? [];
    if (valued !== undefined) throw new UserError(`${valued} needs a value.`, hint, { cause: error });
    if (!message.startsWith('Unknown option'))
      throw new UserError(`${message.replace(/\.?$/, '.')}`, hint, { cause: error });
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UserError(`There is no flag ${flag}.${suggestion(flag, known)}`, hint, { cause: error });
  }
}

/** A whole or broken number of seconds above 0, in milliseconds. */
export function parseSeconds(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds > 0 && seconds <= 86_400) return seconds * 1000;
  throw new UserError(`${flag} ${text} is no time.`, `Give seconds, such as ${flag} 60.`);
}

/** An ISO date or time, in milliseconds since 1970. */
export function parseTime(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new UserError(`${flag} ${text} is no date.`, `Give an ISO date, such as ${flag} 2026-12-24.`);
}

/** One of a few words. */
export function parseWord<W extends string>(
  text: string | undefined,
  words: readonly W[],
  flag: string,
): W | undefined {
  if (text === undefined) return undefined;
  const word = words.find((one) => one === text);
  if (word !== undefined) return word;
  throw new UserError(
    `${flag} ${text}: there is no such choice.${suggestion(text, words)}`,
    `Choices: ${words.join(', ')}.`,
  );
}
