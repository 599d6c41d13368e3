import type { Json, StoredRecord, StoredZone } from './state.ts';

type Shape = Readonly<Record<string, Json>>;

const prices = { free: 0, pro: 25, business: 250, enterprise: 0 } as const;
const titles = {
  free: 'Free Website',
  pro: 'Pro Website',
  business: 'Business Website',
  enterprise: 'Enterprise Website',
} as const;

/** A row of `GET /zones`. */
export function zoneShape(zone: StoredZone, account: { readonly id: string; readonly name: string }): Shape {
  const { id, name, status, paused, kind, nameServers, openedAt, changedAt } = zone;
  return {
    id,
    name,
    status,
    paused,
    type: kind,
    development_mode: 0,
    name_servers: nameServers,
    original_name_servers: null,
    original_registrar: null,
    original_dnshost: null,
    created_on: timeOf(openedAt),
    modified_on: timeOf(changedAt),
    activated_on: status === 'active' ? timeOf(openedAt + 3_600_000) : null,
    meta: { step: 2, custom_certificate_quota: 0, page_rule_quota: 20, phishing_detected: false },
    owner: { id: null, type: 'user', email: null },
    account,
    tenant: { id: null, name: null },
    tenant_unit: { id: null },
    permissions: ['#zone:read', '#zone_settings:read', '#dns_records:read'],
    plan: {
      id: '0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee',
      name: titles[zone.plan],
      price: prices[zone.plan],
      currency: 'USD',
      frequency: zone.plan === 'free' ? '' : 'monthly',
      is_subscribed: true,
      can_subscribe: false,
      legacy_id: zone.plan,
      legacy_discount: false,
      externally_managed: false,
    },
  };
}

/** `GET /zones/{zone}/settings/{setting}`. */
export function settingShape(zone: StoredZone, id: string, value: Json): Shape {
  const shape = { id, value, modified_on: timeOf(zone.changedAt), editable: true };
  return id === 'development_mode' ? { ...shape, time_remaining: value === 'on' ? 9_000 : 0 } : shape;
}

/** A row of `GET /zones/{zone}/dns_records`. */
export function recordShape(record: StoredRecord, zone: StoredZone): Shape {
  const { id, name, type, content, proxied, ttl, priority, data } = record;
  return {
    id,
    zone_id: zone.id,
    zone_name: zone.name,
    name,
    type,
    content,
    proxiable: ['A', 'AAAA', 'CNAME'].includes(type),
    proxied,
    ttl,
    ...(priority === undefined ? {} : { priority }),
    ...(data === undefined ? {} : { data }),
    settings: type === 'CNAME' ? { flatten_cname: false } : {},
    meta: { auto_added: false, managed_by_apps: false, managed_by_argo_tunnel: false },
    comment: null,
    tags: [],
    created_on: timeOf(zone.openedAt),
    modified_on: timeOf(zone.changedAt),
  };
}

/** `GET /zones/{zone}/dnssec`. */
export function securityShape({ name, security, changedAt }: StoredZone): Shape {
  const { status } = security;
  if (status === 'disabled') {
    return { status, flags: null, algorithm: null, key_type: null, digest_type: null, ds: null, modified_on: null };
  }
  const { keyTag, digest, publicKey } = security;
  return {
    status,
    flags: 257,
    algorithm: '13',
    key_type: 'ECDSAP256SHA256',
    digest_type: '2',
    digest_algorithm: 'SHA256',
    digest: digest.toUpperCase(),
    ds: `${name}. 3600 IN DS ${keyTag} 13 2 ${digest.toUpperCase()}`,
    key_tag: keyTag,
    public_key: publicKey,
    modified_on: timeOf(changedAt),
  };
}

/** ISO 8601 with microseconds, as API v4 writes times. */
export function timeOf(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
