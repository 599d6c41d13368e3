import { runMoment } from '../../artifacts/run/moment.ts';
import { type TlsEndpoint, tlsEndpoints } from '../../artifacts/tls/endpoints.ts';
import { defineTable } from '../../core/table.ts';
import { neutraliseLine } from '../../core/text.ts';
import { daysLeft, isoDay, shareLeft } from './lifetime.ts';

/** The certificates of all production hosts, the one that ends first on top: dates, time left at the audit's moment, chain. */
export const certificateTable = defineTable({
  id: 'certificates',
  needs: { endpoints: tlsEndpoints, moment: runMoment },
  build: ({ endpoints, moment }) => ({
    columns: ['host', 'issuer', 'names', 'valid from', 'until', 'days left', 'life left', 'chain'],
    rows: endpoints.toSorted((a, b) => endOf(a) - endOf(b)).map((endpoint) => rowOf(endpoint, moment)),
  }),
});

function endOf({ handshake }: TlsEndpoint): number {
  return handshake?.chain[0]?.notAfter ?? Number.MAX_SAFE_INTEGER;
}

function rowOf({ host, port, handshake, trouble }: TlsEndpoint, moment: number) {
  const place = port === 443 ? host : `${host}:${port}`;
  const leaf = handshake?.chain[0];
  if (handshake === undefined || leaf === undefined)
    return [place, null, null, null, null, null, null, `not seen: ${neutraliseLine(trouble?.detail ?? 'no answer')}`];
  return [
    place,
    leaf.issuerName,
    leaf.names.join(' '),
    isoDay(leaf.notBefore),
    isoDay(leaf.notAfter),
    daysLeft(leaf, moment),
    `${Math.round(shareLeft(leaf, moment) * 100)} %`,
    chainState(handshake),
  ];
}

function chainState({ trust, order }: NonNullable<TlsEndpoint['handshake']>): string {
  if (trust.state === 'untrusted') return 'not trusted';
  if (trust.state === 'incomplete') return 'incomplete';
  return order === 'wrong' ? 'trusted, wrong order' : 'trusted';
}
