import { domainToASCII } from 'node:url';
import type { SpfAsk, SpfReply } from '../analysis/spf/asking.ts';
import { evaluateSpf, type SpfEvaluation } from '../analysis/spf/evaluate.ts';
import { type SpfStep, spfLimits } from '../analysis/spf/evaluation-state.ts';
import { type IpAddress, parseClientAddress } from '../analysis/spf/ip-address.ts';
import type { DnsDoor } from '../core/doors/dns.ts';
import { UnavailableError, UserError } from '../core/fault.ts';
import { neutralise, neutraliseLine } from '../core/text.ts';
import { parseSeconds, parseWord } from './flags.ts';
import type { World } from './world.ts';

/** The flags of `explain --mail`, as typed. */
export type MailQuestion = {
  readonly mail?: string | undefined;
  readonly ip?: string | undefined;
  readonly helo?: string | undefined;
  readonly format?: string | undefined;
  readonly timeout?: string | undefined;
};

/** Opens DNS for one question; `close` frees its sockets. */
export type OpenDns = () => Promise<{ readonly dns: DnsDoor; readonly close: () => Promise<void> }>;

/** An evaluation is given up after this long: RFC 7208 section 4.6.4 asks for 20 seconds or more. */
const mostMs = 20_000;

/**
 * `launch-ready explain --mail <sender> --ip <address> [--helo <host>]`: would this sender pass SPF. Always 0 once evaluated,
 * whatever the result. Throws `UserError` for an address or a sender that is none, before DNS is opened.
 */
export async function explainMail(values: MailQuestion, world: World, open: OpenDns): Promise<number> {
  const format = parseWord(values.format, ['text', 'json'], '--format') ?? 'text';
  const timeout = parseSeconds(values.timeout, '--timeout') ?? mostMs;
  const client = clientOf(values.ip);
  const identity = identityOf(values.mail, values.helo);
  const { dns, close } = await open();
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), Math.min(timeout, mostMs));
  try {
    const ask = askWithin(dns, over.signal, world.interrupted);
    const evaluation = await evaluateSpf({ client, ...identity, now: world.now() }, ask);
    world.stdout.write(format === 'json' ? `${JSON.stringify(answerOf(evaluation), null, 2)}\n` : page(evaluation));
    return 0;
  } finally {
    clearTimeout(timer);
    over.abort();
    await close();
  }
}

function clientOf(ip: string | undefined): IpAddress {
  const next = 'Give the address that the mail comes from: --ip 192.0.2.1, or --ip 2001:db8::1.';
  if (ip === undefined) throw new UserError('SPF needs the address that the mail comes from.', next);
  const client = parseClientAddress(ip.trim());
  if (client === undefined) throw new UserError(`--ip ${neutraliseLine(ip)} is no IP address.`, next);
  return client;
}

function identityOf(
  mail: string | undefined,
  helo: string | undefined,
): { readonly sender: string; readonly helo?: string } {
  const next = 'Give the sender: --mail user@example.com, or for a bounce --mail "" --helo mail.example.com.';
  if (mail === undefined) throw new UserError('SPF needs a sender.', next);
  const sender = inAscii(mail.trim().replace(/^<(.*)>$/s, '$1'));
  const host = helo === undefined ? '' : inAscii(helo.trim());
  if (sender === '' && host === '') throw new UserError('An empty sender is checked by its HELO name.', next);
  return host === '' ? { sender } : { sender, helo: host };
}

// RFC 7208 section 4.3: internationalised names are asked for as A-labels.
function inAscii(text: string): string {
  const at = text.lastIndexOf('@') + 1;
  const domain = text.slice(at);
  if (/^[\0-\x7f]*$/.test(domain)) return text;
  return `${text.slice(0, at)}${domainToASCII(domain)}`;
}

function askWithin(dns: DnsDoor, over: AbortSignal, interrupted: AbortSignal): SpfAsk {
  const signal = AbortSignal.any([over, interrupted]);
  const stopped: SpfReply = { state: 'stopped', detail: 'the time for an evaluation is over' };
  const ended = new Promise<SpfReply>((resolve) => {
    over.addEventListener('abort', () => resolve(stopped), { once: true });
  });
  return (name, type) => {
    if (over.aborted) return stopped;
    const asked = dns.ask(name, type, signal).catch((error: unknown): SpfReply => {
      if (error instanceof UnavailableError) return { state: 'stopped', detail: `${error.reason}: ${error.hint}` };
      if (over.aborted) return stopped;
      throw error;
    });
    return Promise.race([asked, ended]);
  };
}

function answerOf({ result, explanation, lookups, voids, steps }: SpfEvaluation) {
  // JSON escapes neither what reverses text nor the controls above ASCII, and this goes to terminals too.
  const shown = steps.map((step) => ({
    ...step,
    domain: neutralise(step.domain),
    term: step.term === undefined ? undefined : neutralise(step.term),
    detail: neutralise(step.detail),
  }));
  return { result, explanation, lookups, voids, steps: shown };
}

function page(evaluation: SpfEvaluation): string {
  const { result, why, explanation, lookups, voids, steps } = evaluation;
  const last = steps.at(-1);
  return [
    ...steps.filter((step) => step !== last).map(line),
    '',
    `${result}  ${neutraliseLine(why)}`,
    ...(explanation === '' ? [] : [`The domain says: ${neutraliseLine(explanation)}`]),
    `DNS lookups ${lookups} of ${spfLimits.lookups}, in vain ${voids} of ${spfLimits.voids}`,
    '',
  ].join('\n');
}

function line({ step, domain, depth, term, matched, result, detail }: SpfStep): string {
  const indent = '  '.repeat(depth);
  const text = neutraliseLine(detail, 500);
  if (step === 'identity') return text;
  if (step === 'explanation') return `${indent}  explanation: ${text}`;
  if (step === 'record' && term === undefined) {
    return `${indent}${neutraliseLine(domain)}: ${result === undefined ? text : `${result} (${text})`}`;
  }
  const verdict = result ?? (matched === true ? 'match' : 'no match');
  const what = term === undefined ? step : neutraliseLine(term, 120);
  return `${indent}  ${what}: ${verdict}${text === '' ? '' : ` (${text})`}`;
}
