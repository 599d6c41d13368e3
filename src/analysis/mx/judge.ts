import type { MailExchange, MailMx } from '../../artifacts/mail/mx.ts';
import type { Confidence, Severity } from '../../core/finding.ts';
import { networkOf } from '../edge-addresses/networks.ts';
import type { Sending } from '../mail-senders/sending.ts';

/** What is wrong with the target of an MX record; `detail` is for people. */
export type ExchangeFault = {
  readonly key: 'alias' | 'literal' | 'nowhere' | 'internal';
  readonly detail: string;
};

/** What is wrong with a domain's MX records, or with one of them: `host`. */
export type MxFault = {
  readonly key: ExchangeFault['key'] | 'null-beside' | 'null-sending' | 'null-preference' | 'none';
  readonly host: string;
  readonly detail: string;
  readonly evidence: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
};

/** Judges where an exchange leads; nothing where that is right, or was not answered. */
export function exchangeFault({ leads }: MailExchange): ExchangeFault | undefined {
  if (leads.state === 'alias') return { key: 'alias', detail: leads.target };
  if (leads.state === 'literal') return { key: 'literal', detail: '' };
  if (leads.state === 'nowhere')
    return { key: 'nowhere', detail: leads.exists ? 'it has no address' : 'there is no such name' };
  if (leads.state !== 'addresses') return undefined;
  const internal = leads.addresses.find((address) => networkOf(address) === 'internal');
  return internal === undefined ? undefined : { key: 'internal', detail: internal };
}

/** Every fault of a domain's MX records; nothing where they were not answered. */
export function judgeMx({ domain, mx }: MailMx[number], sending: Sending): readonly MxFault[] {
  if (mx.state === 'unanswered') return [];
  const whole = { host: '', detail: '' };
  const sign = sending.state === 'sends' ? sending : undefined;
  if (mx.state === 'absent') {
    if (sign === undefined) return [];
    const evidence = `${domain} MX: no record; ${sign.by}`;
    return [{ key: 'none', ...whole, evidence, confidence: sign.confidence }];
  }
  const nulls = mx.exchanges.filter(({ leads }) => leads.state === 'null');
  const evidence = `${domain} MX ${mx.exchanges.map(describeExchange).join(', ')}`;
  const faults = mx.exchanges.flatMap((exchange): readonly MxFault[] => {
    const fault = exchangeFault(exchange);
    const own = `${domain} MX ${describeExchange(exchange)}`;
    return fault === undefined ? [] : [{ ...fault, host: exchange.host, evidence: own }];
  });
  if (nulls.length === 0) return faults;
  if (nulls.length < mx.exchanges.length) return [{ key: 'null-beside', ...whole, evidence }, ...faults];
  const odd = nulls.find(({ preference }) => preference !== 0);
  return [
    ...(sign === undefined
      ? []
      : [{ key: 'null-sending', ...whole, evidence: `${evidence}; ${sign.by}`, confidence: sign.confidence } as const]),
    ...(odd === undefined ? [] : [{ key: 'null-preference', ...whole, evidence, severity: 'low' } as const]),
  ];
}

/** An MX record's data as a zone file writes it: `10 mx.example.com`, `0 .`. */
export function describeExchange({ preference, host }: Pick<MailExchange, 'preference' | 'host'>): string {
  return `${preference} ${host === '' ? '.' : host}`;
}
