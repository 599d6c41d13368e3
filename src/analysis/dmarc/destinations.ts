import type { DmarcRecord } from './record.ts';

const mostDestinations = 10;

/** The domains that a record's valid report addresses are in, each once, at most ten. */
export function reportDestinations({ rua, ruf }: DmarcRecord): readonly string[] {
  const domains = [...rua, ...ruf].flatMap(({ valid, domain }) => (valid && domain !== undefined ? [domain] : []));
  return [...new Set(domains)].slice(0, mostDestinations);
}

/**
 * The name that must hold `v=DMARC1` for reports about `domain` to be sent to another organization's `destination`.
 * https://www.rfc-editor.org/rfc/rfc9990 (verifying external destinations)
 */
export function reportName(domain: string, destination: string): string {
  return `${domain}._report._dmarc.${destination}`;
}
