import { parseTagList, type Tag } from '../tag-list/tag-list.ts';
import { parseReportUris, type ReportUri } from './report-uris.ts';

/** What receivers are asked to do with mail that fails. */
export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/** Something in a record that receivers ignore or read in different ways. `at` is its place in the text, from 0. */
export type DmarcProblem = {
  readonly kind: 'broken' | 'repeated' | 'invalid' | 'removed' | 'size';
  readonly tag: string;
  readonly text: string;
  readonly at: number;
};

/** A policy record, tag by tag, with RFC 9989's defaults filled in. */
export type DmarcRecord = {
  readonly text: string;
  /** `p`, as receivers take it. Absent: the record asks for nothing, since `p` (or `sp`, `np`) is invalid and no `rua` is valid. */
  readonly policy?: DmarcPolicy;
  /** `p=none` was put in by the receiver, because `p`, `sp` or `np` is missing or invalid beside a valid `rua`. */
  readonly assumed: boolean;
  /** For existing and for non-existing subdomains, after the fallbacks `np` → `sp` → `p`. */
  readonly subdomains?: DmarcPolicy;
  readonly missing?: DmarcPolicy;
  /** `t=y`: receivers lower the policy one level. */
  readonly testing: boolean;
  readonly psd: 'y' | 'n' | 'u';
  readonly strictDkim: boolean;
  readonly strictSpf: boolean;
  readonly rua: readonly ReportUri[];
  readonly ruf: readonly ReportUri[];
  readonly problems: readonly DmarcProblem[];
};

/** Whether the text is a DMARC record: the version comes first and is in capitals (RFC 9989 section 4.7, 4.8). */
export function isDmarcRecord(text: string): boolean {
  return /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text);
}

/** Whether somebody meant the text as a DMARC record, though receivers do not take it as one. */
export function isMeantAsDmarc(text: string): boolean {
  return !isDmarcRecord(text) && /dmarc1|(?:^|;)\s*p\s*=/i.test(text);
}

const policies: readonly string[] = ['none', 'quarantine', 'reject'] satisfies readonly DmarcPolicy[];
const isPolicy = (value: string | undefined): value is DmarcPolicy => value !== undefined && policies.includes(value);
const removed: readonly string[] = ['pct', 'rf', 'ri'];
const known: Readonly<Record<string, RegExp>> = {
  p: /^(?:none|quarantine|reject)$/,
  sp: /^(?:none|quarantine|reject)$/,
  np: /^(?:none|quarantine|reject)$/,
  t: /^[yn]$/,
  psd: /^[ynu]$/,
  adkim: /^[rs]$/,
  aspf: /^[rs]$/,
  fo: /^[01ds](?:\s*:\s*[01ds])*$/,
};

/** Reads a record that `isDmarcRecord` accepts. https://www.rfc-editor.org/rfc/rfc9989#section-4.7 */
export function parseDmarcRecord(text: string): DmarcRecord {
  const { tags, broken } = parseTagList(text);
  // The first of several counts: RFC 9989 does not say which, and receivers differ; the repetition is told as a problem.
  const first = new Map<string, Tag>();
  for (const tag of tags) if (!first.has(tag.name.toLowerCase())) first.set(tag.name.toLowerCase(), tag);
  const value = (name: string): string | undefined => first.get(name)?.value.toLowerCase();
  const rua = parseReportUris(first.get('rua')?.value);
  const ruf = parseReportUris(first.get('ruf')?.value);
  const { policy, assumed } = askedPolicy(value('p'), [value('sp'), value('np')], rua);
  const sp = value('sp');
  const np = value('np');
  const subdomains = isPolicy(sp) && !assumed ? sp : policy;
  const missing = isPolicy(np) && !assumed ? np : subdomains;
  const psd = value('psd');
  return {
    text,
    ...(policy === undefined ? {} : { policy }),
    ...(subdomains === undefined || policy === undefined ? {} : { subdomains }),
    ...(missing === undefined || policy === undefined ? {} : { missing }),
    assumed,
    testing: value('t') === 'y',
    psd: psd === 'y' || psd === 'n' ? psd : 'u',
    strictDkim: value('adkim') === 's',
    strictSpf: value('aspf') === 's',
    rua,
    ruf,
    problems: [
      ...broken.map(({ text: part, at }) => ({ kind: 'broken', tag: '', text: part, at }) as const),
      ...tags.flatMap((tag) => problemsOf(tag, first.get(tag.name.toLowerCase()) === tag)),
      ...[...rua, ...ruf].flatMap((uri) => uriProblems(uri, first.get(rua.includes(uri) ? 'rua' : 'ruf'))),
    ],
  };
}

// RFC 9989 section 4.7 (`p`) and 4.10.1: an invalid p, sp or np leaves `none` where reports are wanted, else no policy at all.
function askedPolicy(p: string | undefined, others: readonly (string | undefined)[], rua: readonly ReportUri[]) {
  const isSound = others.every((other) => other === undefined || isPolicy(other));
  if (isPolicy(p) && isSound) return { policy: p, assumed: false };
  const isReported = rua.some(({ valid }) => valid);
  return isReported ? { policy: 'none' as const, assumed: true } : { policy: undefined, assumed: false };
}

function problemsOf({ name, value, at }: Tag, isFirst: boolean): readonly DmarcProblem[] {
  const tag = name.toLowerCase();
  const text = `${name}=${value}`;
  if (!isFirst) return [{ kind: 'repeated', tag, text, at }];
  if (removed.includes(tag)) return [{ kind: 'removed', tag, text, at }];
  const form = Object.hasOwn(known, tag) ? known[tag] : undefined;
  return form === undefined || form.test(value.toLowerCase()) ? [] : [{ kind: 'invalid', tag, text, at }];
}

function uriProblems({ text, valid, size }: ReportUri, tag: Tag | undefined): readonly DmarcProblem[] {
  if (tag === undefined) return [];
  const at = tag.at;
  if (!valid) return [{ kind: 'invalid', tag: tag.name.toLowerCase(), text, at }];
  return size === undefined ? [] : [{ kind: 'size', tag: tag.name.toLowerCase(), text, at }];
}
