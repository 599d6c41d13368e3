import * as z from 'zod';
import type { CloudflareSetting } from '../../core/doors/cloudflare.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { resultIn } from './wire.ts';

/** A setting whose value is a word such as `on`. Throws `ProviderFault` for another shape: no value is ever assumed. */
export function wordSetting(answer: ProviderAnswer, setting: CloudflareSetting): string {
  return valueIn(answer, z.string().min(1), setting);
}

/** A setting whose value is a number. Throws like `wordSetting`. */
export function numberSetting(answer: ProviderAnswer, setting: CloudflareSetting): number {
  return valueIn(answer, z.number(), setting);
}

const transportSecurity = z
  .looseObject({
    enabled: z.boolean(),
    max_age: z.number().nullish(),
    include_subdomains: z.boolean().nullish(),
    preload: z.boolean().nullish(),
  })
  .refine(({ enabled, max_age }) => !enabled || typeof max_age === 'number', { path: ['max_age'] });
const securityHeader = z.looseObject({ strict_transport_security: transportSecurity });

type SecurityHeader = {
  readonly enabled: boolean;
  readonly maxAge: number;
  readonly includeSubdomains: boolean;
  readonly preload: boolean;
};

/** HSTS as the edge sends it; while it is off, what is left out counts as nothing. Throws like `wordSetting`. */
export function securityHeaderSetting(answer: ProviderAnswer): SecurityHeader {
  const { strict_transport_security: hsts } = valueIn(answer, securityHeader, 'security_header');
  return {
    enabled: hsts.enabled,
    maxAge: hsts.max_age ?? 0,
    includeSubdomains: hsts.include_subdomains ?? false,
    preload: hsts.preload ?? false,
  };
}

function valueIn<T>(answer: ProviderAnswer, value: z.ZodType<T>, setting: CloudflareSetting): T {
  return resultIn(answer, z.object({ value }), `the setting ${setting}`).value;
}
