import type { Read } from '../../artifacts/cloudflare/read.ts';
import { type CloudflareSettings, cloudflareSettings } from '../../artifacts/cloudflare/settings.ts';
import { cloudflareZone } from '../../artifacts/cloudflare/zone.ts';
import type { CloudflareSetting } from '../../core/doors/cloudflare.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { foundZone } from './found-zone.ts';
import { reading } from './reading.ts';
import { numberSetting, securityHeaderSetting, wordSetting } from './wire-settings.ts';

const words = [
  'ssl',
  'min_tls_version',
  'tls_1_3',
  'always_use_https',
  'automatic_https_rewrites',
  'security_level',
  'development_mode',
  'cache_level',
  'always_online',
] as const;

/** GET /zones/{id}/settings/{setting}, one question each: there is no list of them all. */
export const gatherCloudflareSettings = defineGatherer({
  artifact: cloudflareSettings,
  needs: { zone: cloudflareZone },
  network: true,
  timeoutMs: 6_000,
  gather: async ({ io, signal }, { zone }): Promise<CloudflareSettings> => {
    const { id } = foundZone(zone);
    const ask = <V>(setting: CloudflareSetting, read: (answer: ProviderAnswer) => V): Promise<Read<V>> =>
      reading(async () => read(await io.cloudflare.setting(id, setting, signal)));
    const [read, browser_cache_ttl, security_header] = await Promise.all([
      Promise.all(words.map(async (word) => [word, await ask(word, (answer) => wordSetting(answer, word))] as const)),
      ask('browser_cache_ttl', (answer) => numberSetting(answer, 'browser_cache_ttl')),
      ask('security_header', securityHeaderSetting),
    ]);
    const byName = Object.fromEntries(read) as Record<(typeof words)[number], Read<string>>;
    return { ...byName, browser_cache_ttl, security_header };
  },
});
