import type { CloudflareZone, FoundZone } from '../../artifacts/cloudflare/zone.ts';
import { UnavailableError } from '../../core/fault.ts';

/** What to do in an audit, beside what else the hint says, when no zone is seen. */
export const withoutCloudflare = '; if production is not at Cloudflare at all, leave these checks out with --skip';

/** The zone to read. Throws `UnavailableError` when production is in none. */
export function foundZone(zone: CloudflareZone): FoundZone {
  if (zone.state === 'found') return zone;
  throw new UnavailableError('not-configured', zone.because);
}
