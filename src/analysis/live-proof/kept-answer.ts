import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';

type Answered = Extract<CachingAnswer, { state: 'answered' }>;

/**
 * What may be kept of an answer that a test user got: of its headers words that stand in a specification, numbers and moments; of where
 * it redirects the origin, and the path only where an anonymous visitor is sent to the very same.
 */
export function keptAnswer(answer: CachingAnswer, nobody: CachingAnswer | undefined): CachingAnswer {
  if (answer.state !== 'answered') return answer;
  const { to, ...rest } = answer;
  const headers = answer.headers.flatMap(([name, value]) => {
    const kept = keptValue(name, value.trim());
    return kept === '' ? [] : [[name, kept] as const];
  });
  return { ...rest, headers, ...(to === undefined ? {} : { to: keptPlace(to, nobody) }) };
}

function keptPlace(to: string, nobody: CachingAnswer | undefined): NonNullable<Answered['to']> {
  const isEverybodys = nobody?.state === 'answered' && nobody.to === to;
  return isEverybodys || !URL.canParse(to) ? to : new URL(to).origin;
}

function keptValue(name: string, value: string): string {
  const keep = keepers[name] ?? directives;
  return keep(value);
}

const listed = (value: string): readonly string[] => value.split(',').map((part) => part.trim());

// https://www.iana.org/assignments/http-cache-directives/
const known: ReadonlySet<string> = new Set([
  ...['max-age', 's-maxage', 'no-cache', 'no-store', 'no-transform', 'private', 'public', 'must-revalidate'],
  ...['proxy-revalidate', 'must-understand', 'immutable', 'stale-while-revalidate', 'stale-if-error', 'only-if-cached'],
  ...['max-stale', 'min-fresh', 'content'],
]);
// Quoted lists stay together: `private="set-cookie"` keeps less private than `private` does.
const directive = /^([a-z-]{1,40})(?:\s{0,5}=\s{0,5}(?:"([^"]{0,200})"|([^\s"]{1,200})))?/i;

function directives(value: string): string {
  const parts = value.match(/(?:[^,"]|"[^"]{0,200}"){1,300}/g) ?? [];
  return parts
    .flatMap((part) => {
      const [, name = '', quoted, bare] = directive.exec(part.trim()) ?? [];
      if (!known.has(name.toLowerCase())) return [];
      if (quoted === undefined && bare === undefined) return [name];
      const text = quoted ?? bare ?? '';
      if (/^-?\d{1,20}$/.test(text)) return [quoted === undefined ? `${name}=${text}` : `${name}="${text}"`];
      const fields = listed(text).map((field) => (fieldNames.has(field.toLowerCase()) ? field : 'x-other'));
      return [quoted === undefined ? `${name}=invalid` : `${name}="${fields.join(', ')}"`];
    })
    .join(', ');
}

const fieldNames: ReadonlySet<string> = new Set([
  ...['set-cookie', 'cookie', 'authorization', 'www-authenticate', 'age', 'date', 'vary', 'link', 'etag'],
]);

const cacheWord = /^(?:hit|miss|expired|stale|bypass|revalidated|updating|dynamic|prerender|ignored|none|unknown)$/i;
const word = (value: string): string => (cacheWord.test(value) ? value : 'other');
const moment = (value: string): string => {
  if (/^-?\d{1,20}$/.test(value)) return value;
  const time = Date.parse(value);
  return Number.isNaN(time) ? 'invalid' : new Date(time).toUTCString();
};
const among = (words: RegExp) => (value: string) =>
  value
    .split(/[\s,]{1,20}/)
    .filter((one) => words.test(one))
    .join(' ');

const keepers: Readonly<Record<string, (value: string) => string>> = {
  age: (value) => (/^\d{1,20}$/.test(value) ? value : 'invalid'),
  'cf-cache-status': word,
  'x-vercel-cache': word,
  'x-nextjs-cache': word,
  'x-cache': among(/^(?:(?:tcp_)?(?:hit|miss)|refreshhit|error|from|cloudfront)$/i),
  'cache-status': (value) => (/;\s{0,9}hit(?:=\?1)?\s{0,9}(?:[;,]|$)/i.test(value) ? 'cache; hit' : 'cache; fwd=miss'),
  pragma: (value) => (/^no-cache$/i.test(value) ? value : 'other'),
  expires: moment,
  date: moment,
  vary: (value) =>
    listed(value)
      .filter((one) => /^(?:\*|[a-z0-9-]{1,60})$/i.test(one))
      .join(', '),
  'content-type': (value) => /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,60}/i.exec(value)?.[0] ?? 'invalid',
};
