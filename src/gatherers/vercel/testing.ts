// Test support: a Vercel that answers from literals and writes down what it was asked.
import type { CloudflareDoor } from '../../core/doors/cloudflare.ts';
import type { GatherContext, Progress } from '../../core/gatherer.ts';
import type { Io, ProviderAnswer, VercelDoor } from '../../core/io.ts';
import type { Target } from '../../core/target.ts';

/** Pages for each call of the door; `id` is that of the variable or project. An error is thrown as it is. */
export type Answers = { readonly [Call in keyof VercelDoor]?: (id: string) => readonly unknown[] | Error };

/** What one test plays with and looks at afterwards. */
export type FakeVercel = {
  readonly context: GatherContext;
  /** Calls in order, `variable env_1` with the id where there is one. */
  readonly calls: readonly string[];
  /** Values told to `io.hide`. */
  readonly hidden: readonly string[];
  readonly notes: readonly string[];
  readonly progress: readonly Progress[];
  /** The most calls that were under way at a time. */
  readonly width: () => number;
};

/** Opens it. `drift` comes with every answer; a project of a team unless `personal`. */
export function fakeVercel(
  answers: Answers,
  options: {
    readonly readValues?: boolean;
    readonly personal?: boolean;
    readonly drift?: readonly string[];
    readonly project?: string;
  } = {},
): FakeVercel {
  const calls: string[] = [];
  const hidden: string[] = [];
  const notes: string[] = [];
  const progress: Progress[] = [];
  let open = 0;
  let width = 0;
  const ask = async (call: keyof VercelDoor, id = ''): Promise<ProviderAnswer> => {
    calls.push(id === '' ? call : `${call} ${id}`);
    open += 1;
    width = Math.max(width, open);
    // A turn of the event loop, as any request takes: what is asked together is under way together.
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    const pages = answers[call]?.(id) ?? new Error(`the test did not expect ${call}`);
    if (pages instanceof Error) throw pages;
    return { pages, drift: options.drift ?? [] };
  };
  const vercel: VercelDoor = {
    project: () => ask('project'),
    variables: () => ask('variables'),
    variable: (_ref, id) => ask('variable', id),
    sharedVariables: (_ref, id) => ask('sharedVariables', id),
    sharedVariable: (_ref, id) => ask('sharedVariable', id),
    domains: () => ask('domains'),
  };
  const context: GatherContext = {
    target: targetOf(options.readValues ?? false, options.personal ?? false, options.project ?? 'prj_1'),
    signal: new AbortController().signal,
    io: {
      ...noWorld,
      vercel,
      fingerprint: (value) => `f:${value.length}:${value.at(-1)}`,
      hide: (value) => hidden.push(value),
    },
    progress: (step) => progress.push(step),
    note: (text) => notes.push(text),
  };
  return { context, calls, hidden, notes, progress, width: () => width };
}

function targetOf(readValues: boolean, personal: boolean, project: string): Target {
  const vercel = { idOrName: project, from: '.vercel/project.json', ...(personal ? {} : { teamId: 'team_1' }) };
  const consents = { readValues, probe: false, probeProduction: false, offline: false };
  return { root: '/repo', privatePaths: [], mailDomains: [], dkimSelectors: [], vercel, consents, now: 0 };
}

const nobody = (): never => {
  throw new Error('the test did not expect the network');
};

const noCloudflare: CloudflareDoor = {
  zones: nobody,
  setting: nobody,
  phase: nobody,
  pageRules: nobody,
  records: nobody,
  workerRoutes: nobody,
  snippetRules: nobody,
  urlNormalization: nobody,
  botManagement: nobody,
  accessApps: nobody,
  dnssec: nobody,
  certificatePacks: nobody,
  healthChecks: nobody,
  lists: nobody,
  listItems: nobody,
};

/** Doors that a test does not open. */
export const noWorld: Omit<Io, 'vercel' | 'fingerprint' | 'hide'> = {
  cloudflare: noCloudflare,
  probe: { users: { a: { state: 'absent' }, b: { state: 'absent' } }, ask: nobody },
  dns: { resolver: 'nobody', ask: nobody, askServer: nobody, isMapped: () => false },
  site: { ask: nobody, requests: nobody },
  tls: { handshake: nobody, offer: nobody, verify: nobody, issuerFile: nobody },
  files: {
    read: async () => ({ state: 'absent' }),
    walk: async () => ({ files: [], skipped: [] }),
    entries: async () => [],
  },
  git: { head: async () => undefined, tracked: async () => undefined },
};
