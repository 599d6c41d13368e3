import { recogniseCredential } from './credential.ts';
import { isWording } from './ordinary.ts';

/** What a text is compared with or stands in: a header, a cookie, a query or form argument, with its name where it has one. */
export type TextPlace = {
  readonly kind: 'header' | 'cookie' | 'cookies' | 'argument' | 'other';
  readonly name?: string;
  /** The text is a pattern: only its literal runs can be secret. */
  readonly isPattern?: boolean;
};

const fewest = 8;
const secretName = /secret|token|password|passphrase|api-?key|signature|credential|jwt/i;
const secretNameWords: ReadonlySet<string> = new Set(
  'access auth authentication authorization bearer bypass code hash hmac internal key magic nonce otp pass passwd preview pwd session sid sig sign staff unlock verification verified verify'.split(
    ' ',
  ),
);
// Words of the Rules language itself: hidden, they would make expressions unreadable.
const vocabulary: ReadonlySet<string> = new Set(['contains', 'wildcard', 'starts_with', 'ends_with', 'response']);
// Headers that everybody sends; a shared secret goes into one of one's own.
const everydayHeader =
  /^(?:accept(?:-.*)?|cache-control|connection|content-.*|host|if-.*|next-.*|origin|purpose|range|referer|rsc|sec-.*|upgrade(?:-.*)?|user-agent|via|x-forwarded-.*|x-requested-with)$/i;
const ordinaryHeaderValue: readonly RegExp[] = [
  /^(?:application|audio|font|image|message|model|multipart|text|video)\/[\w.+*-]{1,80}$/,
  /^(?:XMLHttpRequest|websocket|prefetch|prerender|navigate|document|same-origin|same-site|cross-site|no-cache|no-store|keep-alive|identity|undefined)$/i,
  /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}(?:,.*)?$/i,
  /^(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,24}$/i,
];

/** The parts of a text that look like shared secrets, by where it stands. Known keys are found wherever they stand. */
export function secretsInText(text: string, place: TextPlace = { kind: 'other' }): readonly string[] {
  return [...new Set([...keysIn(text), ...queryValuesIn(text), ...inPlace(text, place), ...randomIn(text)])];
}

/** Keys that can be told by their looks, tokens in three parts and what follows `Bearer`, anywhere in a text. */
export function keysIn(text: string): readonly string[] {
  const bearers = [...text.matchAll(/\b(?:Bearer|Basic)\s+([\w.~+/=-]{8,})/gi)].flatMap(([, value]) => value ?? []);
  const pieces = [...text.split(/[\s"'`<>(),;]+/), ...text.split(/[^\w.:|+/-]+/), ...text.split(/[^\w.-]+/)];
  return [...new Set([...bearers, ...pieces.filter(isKey)])];
}

/** Values of a query that look like secrets, or whose name says so. The query begins with `?`, or the text is all query. */
export function queryValuesIn(text: string): readonly string[] {
  const pairs = text.matchAll(/(?:^|[?&])([\w.[\]-]{1,80})=([^&#\s"]{6,})/g);
  return [...pairs].flatMap(([, name = '', value = '']) =>
    value.split('*').filter((part) => part.length >= 6 && isSecretValue(part, name)),
  );
}

function isKey(piece: string): boolean {
  if (piece.length < fewest) return false;
  if (/^eyJ[\w-]{8,}\.[\w-]+\.[\w-]*$/.test(piece)) return true;
  return recogniseCredential(piece, '')?.public === false;
}

function inPlace(text: string, { kind, name = '', isPattern = false }: TextPlace): readonly string[] {
  if (kind === 'other' || text.length < fewest) return [];
  if (isPattern) return (text.match(/[\w+/=-]{8,}/g) ?? []).filter((run) => !isWording(run));
  if (kind === 'cookies') return cookieValuesIn(text);
  if (kind !== 'header') return isSecretValue(text, name) ? [text] : [];
  if (isSecretName(name)) return isSecretValue(text, name) ? [text] : [];
  if (everydayHeader.test(name) || ordinaryHeaderValue.some((shape) => shape.test(text))) return [];
  return [text];
}

// `http.cookie` is the whole header: names must stay readable, for they are what such rules are about.
function cookieValuesIn(text: string): readonly string[] {
  return text.split(/[;\s]+/).flatMap((pair) => {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    if (value.length < fewest) return [];
    return (at < 0 ? !isWording(value) : isSecretValue(value, pair.slice(0, at))) ? [value] : [];
  });
}

function isSecretValue(value: string, name: string): boolean {
  if (!isSecretName(name)) return value.length >= fewest && !isWording(value);
  return !vocabulary.has(value) && (value.length >= fewest || !/^[a-z]*$/.test(value));
}

function isSecretName(name: string): boolean {
  if (secretName.test(name)) return true;
  const words = name.split(/[^a-zA-Z0-9]+|(?<=[a-z])(?=[A-Z])/);
  return words.some((word) => secretNameWords.has(word.toLowerCase()));
}

// Long, with letters and digits, neither path nor host: also base64, which may hold slashes.
function randomIn(text: string): readonly string[] {
  const isRandom = /^[\w+=-][\w+/=-]{23,199}$/.test(text) && /[a-z]/i.test(text) && text.replace(/\D/g, '').length >= 2;
  return isRandom && !isWording(text) ? [text] : [];
}
