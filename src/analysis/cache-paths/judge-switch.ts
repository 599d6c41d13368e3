import { type CloudflareSettings, cloudflareSettings } from '../../artifacts/cloudflare/settings.ts';
import { type CloudflareZone, cloudflareZone } from '../../artifacts/cloudflare/zone.ts';
import { optional } from '../../core/artifact.ts';
import { blocked, failOr, pass, unknown, type Verdict } from '../../core/check.ts';
import type { Gathered } from '../../core/gathered.ts';
import { inZone } from '../edge-guards/in-zone.ts';
import { atCloudflare } from '../edge-guards/words.ts';
import { said } from '../site-answers/said.ts';

/** What a check of one switch of the zone judges by. */
export const switchNeeds = { zone: cloudflareZone, settings: optional(cloudflareSettings) };

type Facts = { readonly zone: CloudflareZone; readonly settings: Gathered<CloudflareSettings> };

/** Judges a switch that has to be off; the finding says `{zone}`. */
export function judgeSwitch({ zone, settings }: Facts, setting: 'always_online' | 'development_mode'): Verdict<'on'> {
  return inZone(zone, { settings }, (came) => {
    const read = came.settings[setting];
    if (read.state !== 'ok') return blocked(read);
    const seen = `${setting}: ${said(read.value, 40)}`;
    if (read.value === 'off') return pass(seen);
    if (read.value !== 'on')
      return unknown(seen, 'look it up in the dashboard under Caching → Configuration, and attest it');
    const { id, name } = zone.state === 'found' ? zone : { id: zone.host, name: zone.host };
    return failOr(
      [{ key: 'on', data: { zone: name }, at: atCloudflare(`setting ${setting}`, id), evidence: seen }],
      pass(seen),
    );
  });
}
