import type { DomainHints } from '../../artifacts/mail/dns-hints.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { Confidence } from '../../core/finding.ts';
import { listOf } from '../../core/text.ts';
import { authorisesSomebody } from '../spf/intent.ts';
import { excerptOf } from '../tag-list/excerpt.ts';
import { type MailSigns, withoutMail } from './silence.ts';

/** Whether mail goes out in a domain's name. `by` is what shows it, in words. */
export type Sending =
  | { readonly state: 'sends'; readonly by: string; readonly confidence: Confidence }
  | { readonly state: 'quiet' }
  /** Nothing shows it, but not every question was answered. */
  | { readonly state: 'untold'; readonly why: string; readonly kind?: string };

/** What shows whether a domain sends. `hints` are those of all domains, since one with mail tells about those beside it. */
export function sendingOf(
  domain: string,
  hints: readonly DomainHints[],
  signs: MailSigns,
  senders: readonly MailSender[],
): Sending {
  const own = hints.find((one) => one.domain === domain);
  if (own === undefined) return { state: 'untold', why: 'its SPF was not read' };
  if (withoutMail(hints, signs).includes(own)) return { state: 'quiet' };
  const spf = own.spf.state === 'found' ? own.spf.texts.find(authorisesSomebody) : undefined;
  if (spf !== undefined) return sends(`${domain} TXT ${excerptOf(spf, 120)}`, 'certain');
  const sign = signs(own);
  if (sign === true) return sends('it has a DKIM key or a return path', 'certain');
  if (own.mail === 'configuration') return sends('named in "email": { "domains": […] }', 'certain');
  const seen = senders.flatMap((sender) => sender.seen);
  if (seen.length > 0) return sends(listOf(seen, 2), 'likely');
  if (own.spf.state === 'unanswered') return { ...own.spf, state: 'untold' };
  if (sign === undefined) return { state: 'untold', why: 'whether it has DKIM keys or return paths was not learnt' };
  return { state: 'quiet' };
}

function sends(by: string, confidence: Confidence): Sending {
  return { state: 'sends', by, confidence };
}
