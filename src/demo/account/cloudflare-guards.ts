import type { StoredApplication, StoredCertificatePack, StoredHealthCheck, StoredZone } from '../cloudflare/state.ts';
import { hexDigits } from '../deterministic.ts';

type Options = { readonly repaired: boolean };

/** What a zone on Pro shows of its bots. Broken: whatever looks like a program is turned away, Stripe's webhooks included. */
export function harborBots({ repaired }: Options): StoredZone['bots'] {
  return {
    ai_bots_protection: 'disabled',
    cf_robots_variant: 'off',
    crawler_protection: 'disabled',
    enable_js: true,
    fight_mode: !repaired,
    is_robots_txt_managed: false,
    optimize_wordpress: false,
    sbfm_definitely_automated: repaired ? 'allow' : 'block',
    sbfm_static_resource_protection: false,
    sbfm_verified_bots: 'allow',
    using_latest_model: true,
  };
}

/** Access applications. Broken: the one that kept the shop to the staff while it was built still covers all of it. */
export function harborApplications({ repaired }: Options): readonly StoredApplication[] {
  return [
    repaired
      ? application('Back office', 'shop.example.com/admin')
      : application('Shop (until launch)', 'shop.example.com'),
  ];
}

function application(name: string, domain: string): StoredApplication {
  return {
    id: uuid(`application ${name}`),
    name,
    domains: [domain],
    policies: [
      {
        id: uuid(`policy ${name}`),
        name: 'Harbor staff',
        decision: 'allow',
        include: [{ email_domain: { domain: 'example.com' } }],
      },
    ],
  };
}

const wholeDomain = ['example.com', '*.example.com'];

/** Certificates at the edge. Broken: CAA keeps every authority of Cloudflare's away, and one that was uploaded by hand stands in. */
export function harborCertificatePacks({ repaired }: Options): readonly StoredCertificatePack[] {
  const universal: StoredCertificatePack = {
    id: uuid('certificate pack universal'),
    type: 'universal',
    hosts: wholeDomain,
    status: repaired ? 'active' : 'validation_timed_out',
    authority: 'lets_encrypt',
    issuer: 'LetsEncrypt',
    expiresOn: '2027-02-16T08:12:44.000000Z',
  };
  const uploaded: StoredCertificatePack = {
    ...universal,
    id: uuid('certificate pack uploaded'),
    type: 'sni_custom',
    hosts: ['shop.example.com'],
    status: 'active',
    expiresOn: '2026-12-02T10:41:03.000000Z',
  };
  return repaired ? [universal] : [universal, uploaded];
}

/** Cloudflare's own health checks of the origin. */
export function harborHealthChecks({ repaired }: Options): readonly StoredHealthCheck[] {
  return [
    {
      id: hexDigits('harbor health check', 32),
      name: 'shop-home',
      address: 'shop.example.com',
      path: '/',
      interval: 60,
      suspended: !repaired,
      status: repaired ? 'healthy' : 'suspended',
    },
  ];
}

function uuid(label: string): string {
  const digits = hexDigits(`harbor ${label}`, 32);
  const version = `4${digits.slice(13, 16)}`;
  return [digits.slice(0, 8), digits.slice(8, 12), version, `a${digits.slice(17, 20)}`, digits.slice(20)].join('-');
}
