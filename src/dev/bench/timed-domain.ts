import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PracticeInternet, startPracticeInternet } from '../../demo/internet.ts';
import type { Visit } from '../../demo/web/page.ts';
import { productScript, timeNode } from './product.ts';
import { type HeardConnection, type HeardQuestion, openTap, type Tap } from './tap.ts';

/** One audit as the domain saw it. */
export type DomainRun = {
  /** Milliseconds from the first question or connection to the verdict on stdout. */
  readonly phase: number;
  readonly questions: readonly HeardQuestion[];
  readonly connections: readonly HeardConnection[];
  readonly visits: readonly Visit[];
};

/** A domain of the practice launch, known by its address alone: no repository, no token. */
export type TimedDomain = AsyncDisposable & {
  /** `127.0.0.1:<port>`, past the tap. */
  readonly resolver: string;
  /** One `audit --only email,dns,tls,web`. Throws when it came to another verdict than it should. */
  audit(): Promise<DomainRun>;
};

/** The mail domain of what is audited. */
export const mailDomain = 'example.com';

/** Starts DNS and sites in this process; `latencyMs` passes before each of their answers and each TLS handshake. */
export async function openTimedDomain(options: {
  readonly latencyMs: number;
  readonly repaired?: boolean;
}): Promise<TimedDomain> {
  const { latencyMs, repaired = true } = options;
  const internet = await startPracticeInternet({ latencyMs, repaired });
  const tap = openTap();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'launch-ready-domain-')));
  const directory = join(folder, 'empty');
  await mkdir(directory);
  const ca = join(folder, 'practice-ca.pem');
  await writeFile(ca, internet.ca);
  const network = { ...(await waysThrough(tap, internet)), ca };
  const configFile = join(folder, 'domain.jsonc');
  const target = { production: 'https://shop.example.com', email: { domains: [mailDomain] } };
  await writeFile(configFile, JSON.stringify({ ...target, network }));
  // What only Cloudflare's API tells is left out: there is no token here.
  const chosen = ['--only', 'email,dns,tls,web', '--skip', 'tls/cloudflare-mode,tls/minimum-version'];
  const words = [productScript, 'audit', ...chosen, '--timeout', '120', '--config', configFile];
  return {
    resolver: internet.resolver,
    audit: async () => {
      tap.forget();
      const before = internet.visits().length;
      const { code, spoke = Number.NaN } = await timeNode(words, directory);
      const expected = repaired ? 0 : 1;
      if (code !== expected) throw new Error(`the audit of the domain ended with ${code} instead of ${expected}`);
      const [questions, connections] = [tap.questions(), tap.connections()];
      const first = Math.min(...[...questions, ...connections].map(({ at }) => at));
      return { phase: spoke - first, questions, connections, visits: internet.visits().slice(before) };
    },
    [Symbol.asyncDispose]: async () => {
      await tap.close();
      await internet.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function waysThrough(tap: Tap, internet: PracticeInternet) {
  const connect: Record<string, string> = {};
  for (const [place, address] of Object.entries(internet.connect)) {
    const isDns = place.endsWith(':53');
    connect[place] = await (isDns ? tap.dns(place.slice(0, -':53'.length), address) : tap.site(place, address));
  }
  return { resolver: await tap.dns('resolver', internet.resolver), connect };
}
