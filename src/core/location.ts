/** Where a finding is. `path` is relative to the audited root, `line` starts at 1, `url` carries no user info. */
export type Location =
  | { readonly kind: 'file'; readonly path: string; readonly line?: number; readonly commit?: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'dns'; readonly name: string; readonly type: string }
  | {
      readonly kind: 'provider';
      readonly provider: string;
      readonly resource: string;
      readonly id?: string;
      readonly link?: string;
    }
  | { readonly kind: 'database'; readonly object: string };

/** A location in one line of text, as every report and screen shows it. */
export function describeLocation(at: Location): string {
  if (at.kind === 'file') {
    const line = at.line === undefined ? '' : `:${at.line}`;
    const commit = at.commit === undefined ? '' : ` (commit ${at.commit.slice(0, 10)})`;
    return `${at.path}${line}${commit}`;
  }
  if (at.kind === 'url') return at.url;
  if (at.kind === 'dns') return `${at.name} ${at.type}`;
  if (at.kind === 'database') return at.object;
  return at.id === undefined ? `${at.provider} ${at.resource}` : `${at.provider} ${at.resource} ${at.id}`;
}

/** The part of a location that stays the same when lines move and commits pass: what a fingerprint is made from. */
export function placeOf(at: Location): string {
  if (at.kind === 'file') return `file\0${at.path}`;
  if (at.kind === 'provider') return `provider\0${at.provider}\0${at.resource}\0${at.id ?? ''}`;
  return `${at.kind}\0${describeLocation(at)}`;
}
