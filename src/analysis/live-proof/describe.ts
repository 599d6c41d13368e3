import type { LiveProof, ProofReader, Reading } from '../../artifacts/cache/live-proof.ts';
import { count, listOf } from '../../core/text.ts';
import { said } from '../site-answers/said.ts';
import { cacheSign } from './caching-answer.ts';
import { readerName } from './leaks.ts';

/** What was tried and held: paths, who read, how many markers A's own answers held. */
export function describeProofs(judged: readonly LiveProof[], all: readonly LiveProof[]): string {
  const paths = [...new Set(judged.map(({ path }) => path))];
  const markers = judged.reduce((sum, { control }) => sum + control, 0);
  const shown = new Set(paths);
  const others = [...new Set(all.map(({ path }) => path))].filter((path) => !shown.has(path));
  const rest = others.length === 0 ? '' : `; A got nothing of its own at ${listOf(others.map(shownPath), 5)}`;
  const untold = all.filter((proof) => proof.variant !== 'page' && !judged.includes(proof));
  const variants =
    untold.length === 0 ? '' : `; not judged, with nothing of A’s own: ${listOf(untold.map(shownVariant), 5)}`;
  const tried = `${listOf(paths.map(shownPath), 10)}: ${count(judged.length, 'address', 'addresses')} asked as test user A first`;
  return `${tried}, with ${count(markers, 'marker')} in A’s answers and none in others’${rest}${variants}`;
}

/** One proof in a line each: what A got, what the others got. */
export function describeProof({ url, variant, warmed, control, readers }: LiveProof): readonly string[] {
  const asked = { page: '', rsc: ' (as Next.js’s router asks)', deception: '' }[variant];
  const ownWords = control === 0 ? undefined : count(control, 'marker');
  const isAway = warmed.state === 'answered' && warmed.turnedAway;
  const got = describeReading({ answer: warmed, markers: 0, same: false });
  const own = [isAway ? 'turned away' : undefined, got, ownWords];
  return [`${said(url, 160)}${asked}`, `  test user A: ${listed(own)}`, ...readers.flatMap(describeReader)];
}

function describeReader(reader: ProofReader): readonly string[] {
  const name = readerName(reader.as);
  const alone = reader.alone === undefined ? [] : [`  ${name}, where A never was: ${describeReading(reader.alone)}`];
  return [`  ${name}: ${describeReading(reader)}`, ...alone];
}

function describeReading({ answer, markers, same, sameAsB, repeated }: Reading): string {
  if (answer.state === 'failed') return `no answer (${answer.why})`;
  if (answer.state === 'guarded') return `answered by ${answer.by}`;
  const found = markers === 0 ? undefined : `${count(markers, 'marker')} of A`;
  const copied = [
    same ? 'byte for byte A’s answer' : undefined,
    sameAsB === true ? 'byte for byte B’s answer' : undefined,
    repeated === undefined ? undefined : `${count(repeated, 'cookie value')} of A`,
  ];
  const to = answer.to === undefined ? undefined : `to ${said(answer.to, 100)}`;
  return listed([`${answer.status}`, to, cacheSign(answer), found, ...copied]);
}

function listed(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}

function shownPath(path: string): string {
  return said(path, 100);
}

function shownVariant({ path, variant, warmed }: LiveProof): string {
  const status = warmed.state === 'failed' ? '' : `: ${warmed.status}`;
  return `${shownPath(path)} (${variant}${status})`;
}
