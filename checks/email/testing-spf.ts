import { type MailSender, mailSenders } from '../../src/artifacts/mail/senders.ts';
import { type MailSpf, mailSpf } from '../../src/artifacts/mail/spf.ts';
import { gatherMailSpf } from '../../src/gatherers/mail/spf.ts';
import { type FakeWorld, fakeWorld } from '../../src/gatherers/testing-world.ts';

// Facts for the tests of the SPF checks, gathered from zone lines: no check imports this file.

/** What a zone publishes, as it comes back from a saved run. */
export async function spfFacts(
  world: FakeWorld,
  senders: readonly MailSender[] = [],
  domain = 'example.com',
): Promise<MailSpf> {
  const facts = await gatherMailSpf.gather(fakeWorld(world).context, {
    domains: [{ domain, from: 'configuration' }],
    senders: { state: 'ok', value: senders, ms: 1 },
  });
  return mailSpf.parse(JSON.parse(JSON.stringify(facts)));
}

/** Resend, as the repository shows it. */
export const resend: MailSender = oneSender({
  id: 'resend',
  title: 'Resend',
  seen: ['package resend', 'variable RESEND_API_KEY'],
  places: [{ path: 'package.json' }],
  spfIncludes: ['amazonses.com'],
  returnPaths: ['send'],
  selectors: ['resend'],
  page: 'https://resend.com/docs/dashboard/domains/introduction',
});

/** SendGrid, whose return path has a name of its own. */
export const sendgrid: MailSender = oneSender({
  ...resend,
  id: 'sendgrid',
  title: 'SendGrid',
  seen: ['package @sendgrid/mail'],
  spfIncludes: ['sendgrid.net'],
  returnPaths: ['em'],
  selectors: ['s1', 's2'],
});

function oneSender(sender: MailSender): MailSender {
  const [parsed = sender] = mailSenders.parse([sender]);
  return parsed;
}
