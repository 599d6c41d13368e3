import type { CheckResult, LaunchVerdict, Outcome } from '../core/report.ts';

/** What a colour means. The user's own theme decides how the sixteen ANSI names look. */
export type Tone = 'pass' | 'fail' | 'warn' | 'muted' | 'accent';

/** The ANSI name behind each tone. */
export const colours = {
  pass: 'green',
  fail: 'red',
  warn: 'yellow',
  muted: 'gray',
  accent: 'cyan',
} as const satisfies Record<Tone, string>;

/** Every sign the session draws. No emoji and no variation selectors: each is one cell, or plain ASCII. */
export type Symbols = {
  readonly outcome: Readonly<Record<Outcome, string>>;
  readonly selected: string;
  readonly rule: string;
  readonly divider: string;
  /** Where a divider meets the rule above it, and the one below. */
  readonly joinAbove: string;
  readonly joinBelow: string;
  readonly more: string;
  /** Beside a result of an earlier run. */
  readonly earlier: string;
  readonly bullet: string;
  readonly spinner: readonly string[];
  readonly arrows: Readonly<Record<'up' | 'down', string>>;
};

const unicode: Symbols = {
  outcome: {
    pass: '✓',
    fail: '✗',
    unknown: '?',
    unavailable: '?',
    error: '!',
    manual: '○',
    'not-applicable': '–',
    waived: '~',
  },
  selected: '❯',
  rule: '─',
  divider: '│',
  joinAbove: '┬',
  joinBelow: '┴',
  more: '…',
  earlier: '·',
  bullet: '•',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  arrows: { up: '↑', down: '↓' },
};

const ascii: Symbols = {
  outcome: {
    pass: '+',
    fail: 'x',
    unknown: '?',
    unavailable: '?',
    error: '!',
    manual: 'o',
    'not-applicable': '-',
    waived: '~',
  },
  selected: '>',
  rule: '-',
  divider: '|',
  joinAbove: '+',
  joinBelow: '+',
  more: '...',
  earlier: '.',
  bullet: '*',
  spinner: ['|', '/', '-', '\\'],
  arrows: { up: 'Up', down: 'Down' },
};

/** The signs for a terminal: ASCII twins where Unicode cannot be drawn. */
export function symbolsFor(asciiOnly: boolean): Symbols {
  return asciiOnly ? ascii : unicode;
}

const outcomeTones = {
  pass: 'pass',
  fail: 'fail',
  unknown: 'warn',
  unavailable: 'warn',
  error: 'warn',
  manual: 'accent',
  'not-applicable': 'muted',
  waived: 'muted',
} as const satisfies Record<Outcome, Tone>;

/** The tone of an outcome. */
export function toneOf(outcome: Outcome): Tone {
  return outcomeTones[outcome];
}

const outcomeWords = {
  pass: 'pass',
  fail: 'failed',
  unknown: 'unknown',
  unavailable: 'unknown',
  error: 'error',
  manual: 'to answer',
  'not-applicable': 'n/a',
  waived: 'waived',
} as const satisfies Record<Outcome, string>;

/** The outcome as a word, so that the sign and the colour are never alone. */
export function wordOf(result: CheckResult): string {
  return outcomeWords[result.outcome];
}

/** A verdict in words, with its sign's outcome. */
export const verdictWords = {
  ready: { word: 'ready', like: 'pass' },
  'not-ready': { word: 'not ready', like: 'fail' },
  undetermined: { word: 'undetermined', like: 'unknown' },
} as const satisfies Record<LaunchVerdict, { word: string; like: Outcome }>;
