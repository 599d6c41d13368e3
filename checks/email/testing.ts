import type { AskedTexts } from '../../src/artifacts/mail/asked.ts';
import type { mailDomains } from '../../src/artifacts/mail/domains.ts';
import type { MailSender } from '../../src/artifacts/mail/senders.ts';
import type { SiteHosts } from '../../src/artifacts/site/hosts.ts';
import type { Artifact, ValueOf } from '../../src/core/artifact.ts';
import type { Verdict } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import type { Gathered } from '../../src/core/gathered.ts';
import { gatherMailAlignment } from '../../src/gatherers/mail/alignment.ts';
import { gatherMailBimi } from '../../src/gatherers/mail/bimi.ts';
import { gatherMailDkim } from '../../src/gatherers/mail/dkim.ts';
import { gatherMailDmarc } from '../../src/gatherers/mail/dmarc.ts';
import { gatherMailDnsHints } from '../../src/gatherers/mail/dns-hints.ts';
import { gatherMailMtaSts } from '../../src/gatherers/mail/mta-sts.ts';
import { gatherMailMx } from '../../src/gatherers/mail/mx.ts';
import { gatherMailTlsReporting } from '../../src/gatherers/mail/tls-reporting.ts';
import { type FakeWorld, fakeWorld } from '../../src/gatherers/testing-world.ts';

// Facts for the tests of this folder, gathered from zone lines: no check imports this file.

/** What a test says: the world, and the facts that are not DNS. */
export type MailWorld = FakeWorld & {
  readonly domains?: ValueOf<typeof mailDomains>;
  readonly senders?: readonly MailSender[] | 'unread';
  /** Production's own domains. */
  readonly production?: readonly string[];
};

/** How an optional fact is missed in these tests. */
export const unread = { state: 'unavailable', reason: 'not-found', hint: 'name the repository' } as const;

/** Every mail fact of the world, as it comes back from a saved run. */
export async function mailFacts(world: MailWorld) {
  const { context } = fakeWorld(world);
  const domains = world.domains ?? [{ domain: 'example.com', from: 'production' as const }];
  const senders = world.senders === 'unread' ? unread : came(world.senders ?? []);
  const production = { production: [], domains: world.production ?? ['example.com'] } satisfies SiteHosts;
  const [dmarc, dkim, alignment, hints, mx, mtaSts, reporting, bimi] = await Promise.all([
    saved(gatherMailDmarc.artifact, gatherMailDmarc.gather(context, { domains })),
    saved(gatherMailDkim.artifact, gatherMailDkim.gather(context, { domains, senders })),
    saved(gatherMailAlignment.artifact, gatherMailAlignment.gather(context, { domains })),
    saved(gatherMailDnsHints.artifact, gatherMailDnsHints.gather(context, { domains, hosts: came(production) })),
    saved(gatherMailMx.artifact, gatherMailMx.gather(context, { domains })),
    saved(gatherMailMtaSts.artifact, gatherMailMtaSts.gather(context, { domains })),
    saved(gatherMailTlsReporting.artifact, gatherMailTlsReporting.gather(context, { domains })),
    saved(gatherMailBimi.artifact, gatherMailBimi.gather(context, { domains })),
  ]);
  return { dmarc, dkim, alignment, hints, mx, mtaSts, reporting, bimi, senders };
}

async function saved<V>(artifact: Artifact<string, V>, value: Promise<V>): Promise<V> {
  return artifact.parse(JSON.parse(JSON.stringify(await value)));
}

/** An optional fact that came. */
export function came<V>(value: V): Gathered<V> {
  return { state: 'ok', value, ms: 1 };
}

/** The findings of a verdict; none when it did not fail. */
export function findingsIn<Key extends string>(verdict: Verdict<Key>): readonly FindingOf<Key>[] {
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

/** Findings in short: `monitoring medium`, the severity only where the finding has one. */
export function faultsIn<Key extends string>(verdict: Verdict<Key>): readonly string[] {
  return findingsIn(verdict).map(({ key, severity }) => (severity === undefined ? key : `${key} ${severity}`));
}

/** A service as the repository shows it. */
export function sender(id: string, more: Partial<MailSender> = {}): MailSender {
  const nothing = { spfIncludes: [], returnPaths: [], selectors: [] };
  const seen = [`package ${id}`];
  return { id, title: id, seen, places: [{ path: 'package.json' }], ...nothing, page: 'https://example.net', ...more };
}

/** Resend, with the names that it uses by default. */
export const resend = sender('resend', { title: 'Resend', returnPaths: ['send'], selectors: ['resend'] });

/** TXT records as the gatherer brings them. */
export function texts(...found: readonly string[]): AskedTexts {
  return { state: 'found', texts: found, chain: [] };
}
