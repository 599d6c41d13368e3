import { parseTagList } from '../tag-list/tag-list.ts';
import { parseDmarcRecord } from './record.ts';
import { takesReports } from './reports.ts';

const dropped: readonly string[] = ['pct', 'rf', 'ri', 't'];

/**
 * A record that enforces and is reported, made from a published one: its own tags stay, but those that RFC 9989 dropped,
 * `t=y`, and a policy of none; `fresh` is the record for a domain that has none. Nothing when the record may stay as it is.
 */
export function repairedDmarc(text: string, fresh: string): string | undefined {
  const { tags } = parseTagList(text);
  const record = parseDmarcRecord(text);
  const value = (name: string): string | undefined => parseTagList(fresh).tags.find((tag) => tag.name === name)?.value;
  const wantsNoReports = value('rua') === undefined;
  const isEnforced = record.policy !== undefined && record.policy !== 'none' && !record.testing;
  const isReported = [...record.rua, ...record.ruf].every(takesReports) && (record.rua.length > 0 || wantsNoReports);
  // A size behind an address is ignored, and harms nothing.
  const isSound = record.problems.every(({ kind }) => kind === 'size');
  const isClean = isSound && record.subdomains !== 'none' && record.missing !== 'none';
  if (isEnforced && isReported && isClean) return undefined;
  const policy = isEnforced ? record.policy : value('p');
  const rua = record.rua.filter(takesReports).map((uri) => uri.text.replace(/![0-9]+[kmgt]?$/i, ''));
  const broken = new Set(record.problems.filter(({ kind }) => kind === 'invalid').map(({ tag }) => tag));
  // The first of several counts, as `parseDmarcRecord` reads it.
  const own = new Map(tags.toReversed().map((tag) => [tag.name.toLowerCase(), tag.value] as const));
  const kept = [...own].toReversed().filter(([name, text]) => {
    if (['v', 'p', 'rua', ...dropped].includes(name) || broken.has(name)) return false;
    if (name === 'ruf' && !record.ruf.every(takesReports)) return false;
    return !((name === 'sp' || name === 'np') && text.toLowerCase() === 'none');
  });
  const reports = rua.length > 0 ? rua.join(',') : value('rua');
  const parts = ['v=DMARC1', `p=${policy}`, ...kept.map(([name, text]) => `${name}=${text}`)];
  return [...parts, ...(reports === undefined ? [] : [`rua=${reports}`])].join('; ');
}
