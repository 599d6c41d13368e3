import type { MtaStsPolicy } from '../../artifacts/mail/mta-sts.ts';

/** The largest policy that senders read, in bytes. https://www.rfc-editor.org/rfc/rfc8461#section-3.3 */
export const longestMtaStsPolicy = 65_536;

const mostLines = 2000;
const longestMaxAge = 31_557_600;

/**
 * Reads a policy, `key: value` on each line; `undefined` when nothing in it looks like one. Of keys but `mx` the first counts,
 * and unknown keys are left out. https://www.rfc-editor.org/rfc/rfc8461#section-3.2
 */
export function parseMtaStsPolicy(body: string): MtaStsPolicy | undefined {
  const lines = body.split(/\r\n|\n/, mostLines).map((line) => line.trim());
  const fields = lines.filter((line) => line !== '').map(fieldOf);
  const values = (key: string): readonly string[] =>
    fields.flatMap((field) => (field.key === key ? [field.value.slice(0, 300)] : []));
  const [version] = values('version');
  const [mode] = values('mode');
  const [maxAge] = values('max_age');
  const mx = values('mx').slice(0, 100);
  if (version === undefined && mode === undefined && mx.length === 0) return undefined;
  return {
    ...(version === undefined ? {} : { version }),
    ...(mode === undefined ? {} : { mode }),
    ...(maxAge === undefined ? {} : { maxAge }),
    mx: mx.map((pattern) => pattern.toLowerCase().replace(/\.$/, '')),
    broken: fields.flatMap(({ key, value }) => (key === '' ? [value.slice(0, 80)] : [])).slice(0, 5),
  };
}

function fieldOf(line: string): { readonly key: string; readonly value: string } {
  const colon = line.indexOf(':');
  const key = colon === -1 ? '' : line.slice(0, colon).trimEnd();
  return /^[a-z0-9][a-z0-9_.-]{0,31}$/i.test(key)
    ? { key, value: line.slice(colon + 1).trim() }
    : { key: '', value: line };
}

/** Why senders refuse the policy, in words; nothing when it is sound. */
export function mtaStsPolicyFault({ version, mode, maxAge, mx, broken }: MtaStsPolicy): string | undefined {
  if (version !== 'STSv1') return 'its version is not STSv1';
  if (mode === undefined || !['enforce', 'testing', 'none'].includes(mode))
    return 'its mode is not enforce, testing or none';
  if (maxAge === undefined || !/^[0-9]{1,10}$/.test(maxAge)) return 'its max_age is no number of seconds';
  if (Number(maxAge) > longestMaxAge) return `its max_age is over ${longestMaxAge} seconds`;
  if (mode !== 'none' && mx.length === 0) return 'it names no mx';
  const pattern = mx.find((one) => !isPattern(one));
  if (pattern !== undefined) return `its mx “${pattern.slice(0, 80)}” is no host name`;
  return broken.length === 0 ? undefined : `its line “${broken[0]}” is no key and value`;
}

function isPattern(pattern: string): boolean {
  const host = pattern.startsWith('*.') ? pattern.slice(2) : pattern;
  return host.length <= 253 && host.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}

/** Whether a mail host is covered: `*.` stands for exactly one label. https://www.rfc-editor.org/rfc/rfc8461#section-4.1 */
export function isCoveredByMtaSts(host: string, patterns: readonly string[]): boolean {
  const parent = host.slice(host.indexOf('.') + 1);
  return patterns.some((pattern) => pattern === host || (host.includes('.') && pattern === `*.${parent}`));
}
