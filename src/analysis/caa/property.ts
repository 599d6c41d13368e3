import type { CaaRecord } from '../../artifacts/dns/caa.ts';
import { withoutMiddle } from '../../core/text.ts';

/** What an `issue` or `issuewild` value allows. `nobody`: it is empty or malformed, which forbids alike. */
export type Issue =
  | { readonly kind: 'authority'; readonly domain: string; readonly parameters: readonly (readonly [string, string])[] }
  | { readonly kind: 'nobody'; readonly malformed: boolean };

const domainLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
const parameterTag = domainLabel;
const parameterValue = /^[\x21-\x3a\x3c-\x7e]*$/;

// Without a name in this list a critical property stops every issuance: issue, issuewild, iodef (RFC 8659), issuemail
// (RFC 9495), issuevmc, contactemail and contactphone (CA/Browser Forum).
const knownTags = ['issue', 'issuewild', 'iodef', 'issuemail', 'issuevmc', 'contactemail', 'contactphone'];

/**
 * Parses the value of an `issue` or `issuewild` property. A value that does not match the grammar authorises nobody.
 * https://www.rfc-editor.org/rfc/rfc8659#section-4.2
 */
export function parseIssue(value: string): Issue {
  const [name = '', ...rest] = value.split(';').map((part) => part.replace(/^[ \t]+|[ \t]+$/g, ''));
  const isName = name === '' || name.split('.').every((label) => domainLabel.test(label));
  // A lone semicolon may end the name; anything after it must be parameters, parted by semicolons.
  const written = rest.length === 1 && rest[0] === '' ? [] : rest;
  const parameters = written.map(parseParameter);
  const isWhole = parameters.every((parameter) => parameter !== undefined);
  if (!isName || !isWhole) return { kind: 'nobody', malformed: true };
  if (name === '') return { kind: 'nobody', malformed: false };
  return { kind: 'authority', domain: name.toLowerCase(), parameters: parameters.flatMap((one) => (one ? [one] : [])) };
}

/** Whether a CA that does not know the property must refuse. https://www.rfc-editor.org/rfc/rfc8659#section-4.5 */
export function isUnknownCritical({ critical, tag }: CaaRecord): boolean {
  return critical && !knownTags.includes(tag.toLowerCase());
}

/** A record as a zone file writes it; long values are shortened in the middle. */
export function describeCaa(name: string, { critical, tag, value }: CaaRecord): string {
  return `${name} CAA ${critical ? 128 : 0} ${tag.slice(0, 40)} "${withoutMiddle(value, 120)}"`;
}

function parseParameter(text: string): readonly [string, string] | undefined {
  const cut = text.indexOf('=');
  if (cut < 0) return undefined;
  const tag = text.slice(0, cut).trimEnd();
  const value = text.slice(cut + 1).trimStart();
  return parameterTag.test(tag) && parameterValue.test(value) ? [tag.toLowerCase(), value] : undefined;
}
