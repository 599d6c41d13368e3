import { describeLocation, type Location } from '../../src/core/location.ts';
import { evidenceLimit, neutraliseLine } from '../../src/core/text.ts';

// GitHub code scanning refuses a whole upload when one result has no file, so what is in no file is anchored where the
// launch is described. https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
const anchor = 'launch-ready.json';

/** A file as a physical location relative to the audited root; anything else as a logical one, anchored. */
export function locationOf(at: Location) {
  if (at.kind !== 'file') return anchored(describeLocation(at), at.kind);
  const region = at.line === undefined ? {} : { region: { startLine: Math.max(1, at.line) } };
  return { physicalLocation: { artifactLocation: artifact(at.path), ...region } };
}

/** The location of a failure that has no place at all. */
export function nowhere(check: string) {
  return anchored(check, 'check');
}

/** A relative path as a URI reference: each segment percent-encoded, so that no segment reads as a scheme. RFC 3986, 4.2 */
export function fileUri(path: string): string {
  const segments = neutraliseLine(path, evidenceLimit).split('/');
  return segments
    .filter((segment) => segment !== '')
    .map(encodeURIComponent)
    .join('/');
}

function anchored(name: string, kind: string) {
  const fullyQualifiedName = neutraliseLine(name, evidenceLimit);
  return {
    physicalLocation: { artifactLocation: artifact(anchor) },
    logicalLocations: [{ fullyQualifiedName, kind }],
    message: { text: `Not in a file: ${fullyQualifiedName}` },
  };
}

function artifact(path: string) {
  return { uri: fileUri(path), uriBaseId: '%SRCROOT%' };
}
