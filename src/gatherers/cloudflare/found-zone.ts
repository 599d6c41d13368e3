import type { CloudflareZone, FoundZone } from '../../artifacts/cloudflare/zone.ts';
import { UnavailableError } from '../../core/fault.ts';

/** The zone to read. Throws `UnavailableError` when production is in none. */
export function foundZone(zone: CloudflareZone): FoundZone {
  if (zone.state === 'found') return zone;
  throw new UnavailableError('not-configured', zone.because);
}
