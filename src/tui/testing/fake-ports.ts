import type { Report } from '../../core/report.ts';
import type { CredentialLine, SessionIntro, SessionPorts } from '../../core/session.ts';
import { type ScriptedRun, scriptedRun } from './scripted-run.ts';

/** Ports that touch nothing, and a record of what was asked of them. */
export type FakePorts = {
  readonly ports: SessionPorts;
  readonly runs: readonly ScriptedRun[];
  readonly used: ReadonlyMap<string, string>;
  readonly accepted: readonly string[];
  readonly written: readonly Report[];
  readonly crashes: readonly unknown[];
};

/** What the first screen of the practice shop says. */
export const sampleIntro: SessionIntro = {
  root: '~/shop',
  version: '0.1.0',
  found: [
    ['Repository', '~/shop (Next.js)'],
    ['Vercel project', 'shop, from .vercel/project.json'],
  ],
  will: [
    'The repository is read; none of its code is run.',
    'Vercel is asked for the project, its domains and variables.',
  ],
  never: [
    'Nothing is changed anywhere: every request only reads.',
    'No secret leaves memory, and nothing is sent to us.',
  ],
};

const credentials: readonly CredentialLine[] = [
  {
    variable: 'VERCEL_TOKEN',
    provider: 'Vercel',
    state: 'found',
    from: 'environment',
    unlocks: 'Variables, domains and deployments of the project.',
  },
  {
    variable: 'CLOUDFLARE_API_TOKEN',
    provider: 'Cloudflare',
    state: 'missing',
    unlocks: 'Cache rules and DNS records of the zone.',
  },
  {
    variable: 'STRIPE_API_KEY',
    provider: 'Stripe',
    state: 'offered',
    from: 'Stripe CLI login',
    unlocks: 'Webhook endpoints and their events.',
  },
];

/** Fake ports; any of them may be replaced. */
export function fakePorts(replaced: Partial<SessionPorts> = {}): FakePorts {
  const runs: ScriptedRun[] = [];
  const used = new Map<string, string>();
  const accepted: string[] = [];
  const written: Report[] = [];
  const crashes: unknown[] = [];
  const stateOf = (line: CredentialLine): CredentialLine => {
    if (used.has(line.variable)) return { ...line, state: 'typed' };
    return accepted.includes(line.variable) ? { ...line, state: 'found' } : line;
  };
  const ports: SessionPorts = {
    intro: sampleIntro,
    animate: false,
    readValues: false,
    probe: false,
    ascii: false,
    credentials: () => credentials.map(stateOf),
    useCredential: (variable, value) => used.set(variable, value),
    acceptLogin: (variable) => accepted.push(variable),
    run: (choice) => {
      const run = scriptedRun(choice);
      runs.push(run);
      return run.handle;
    },
    writeHandover: async (report) => {
      written.push(report);
      return '.launch-ready/handover.md';
    },
    editorCommand: () => undefined,
    recordCrash: (error) => {
      crashes.push(error);
      return '.launch-ready/log';
    },
    ...replaced,
  };
  return { ports, runs, used, accepted, written, crashes };
}
