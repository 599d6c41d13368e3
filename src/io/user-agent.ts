import manifest from '../../package.json' with { type: 'json' };

/** How the program names itself to every server it asks. */
export function userAgent(): string {
  return `${manifest.name}/${manifest.version} (+read-only audit)`;
}
