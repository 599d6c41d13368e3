import { type ZoneRecord, zone } from './zone.ts';

/** A record as Cloudflare keeps it: what the owner entered, which is not what the name servers answer where it is proxied. */
export type KeptRecord = { readonly record: ZoneRecord; readonly proxied: boolean };

/** Addresses of Cloudflare's that stand in for every proxied name. https://www.cloudflare.com/ips/ */
const edgeAddresses = [
  ['A', '104.16.57.101'],
  ['A', '104.17.57.101'],
  ['AAAA', '2606:4700::6810:3965'],
  ['AAAA', '2606:4700::6811:3965'],
] as const;

// https://developers.cloudflare.com/dns/manage-dns-records/how-to/import-and-export/
const mark = '; cf_tags=cf-proxied:true';

/**
 * The lines that Cloudflare's name servers answer from. A line marked as in Cloudflare's own export of a zone (`; cf_tags=cf-proxied:true`)
 * becomes the edge's addresses: an alias or an origin behind it does not show.
 * https://developers.cloudflare.com/dns/proxy-status/
 */
export function answeredLines(kept: string): string {
  return linesOf(kept).flatMap(answerOf).join('\n');
}

/** The records of the same lines as the owner sees them in the dashboard. */
export function keptRecords(name: string, kept: string): readonly KeptRecord[] {
  return linesOf(kept).flatMap((line) => {
    const { records } = zone(name, withoutMark(line));
    return [...records.values()].flat().map((record) => ({ record, proxied: isProxied(line) }));
  });
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.trim());
}

function answerOf(line: string): readonly string[] {
  if (!isProxied(line)) return [line];
  const [owner = ''] = line.split(/\s+/);
  return edgeAddresses.map(([type, address]) => `${owner} ${type} ${address}`);
}

function isProxied(line: string): boolean {
  return line.endsWith(mark);
}

function withoutMark(line: string): string {
  return isProxied(line) ? line.slice(0, -mark.length) : line;
}
