import type { MailExchange } from '../../artifacts/mail/mx.ts';
import { networkOf } from '../edge-addresses/networks.ts';

/** What is wrong with the target of an MX record; `detail` is for people. */
export type ExchangeFault = {
  readonly key: 'alias' | 'literal' | 'nowhere' | 'internal';
  readonly detail: string;
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
