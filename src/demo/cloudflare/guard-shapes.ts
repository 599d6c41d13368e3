import type { Json, StoredApplication, StoredCertificatePack, StoredHealthCheck, StoredZone } from './state.ts';
import { timeOf } from './zone-shapes.ts';

type Shape = Readonly<Record<string, Json>>;

/** A row of `GET /zones/{zone}/access/apps`. */
export function applicationShape(application: StoredApplication, zone: StoredZone): Shape {
  const { id, name, domains } = application;
  const times = { created_at: timeOf(zone.openedAt), updated_at: timeOf(zone.changedAt) };
  return {
    id,
    uid: id,
    type: 'self_hosted',
    name,
    domain: domains[0] ?? '',
    domain_type: 'public',
    self_hosted_domains: domains,
    destinations: domains.map((uri) => ({ type: 'public', uri })),
    allowed_idps: [],
    app_launcher_visible: true,
    auto_redirect_to_identity: false,
    session_duration: '24h',
    policies: application.policies.map(({ id: uid, name: title, decision, include }, index) => ({
      id: uid,
      uid,
      name: title,
      decision,
      precedence: index + 1,
      include,
      exclude: [],
      require: [],
      reusable: false,
      ...times,
    })),
    ...times,
  };
}

/** A row of `GET /zones/{zone}/ssl/certificate_packs`. */
export function certificatePackShape(pack: StoredCertificatePack, zone: StoredZone): Shape {
  const { id, type, hosts, status, authority, issuer, expiresOn } = pack;
  const certificate = {
    id: `${id.slice(0, -4)}0001`,
    hosts,
    issuer,
    status,
    signature: 'ECDSAWithSHA256',
    bundle_method: 'ubiquitous',
    zone_id: zone.id,
    uploaded_on: timeOf(zone.openedAt),
    modified_on: timeOf(zone.changedAt),
    expires_on: expiresOn,
    priority: null,
  };
  const isIssued = status === 'active' || status === 'expired';
  return {
    id,
    type,
    hosts,
    status,
    certificate_authority: authority,
    validation_method: 'txt',
    validity_days: 90,
    primary_certificate: isIssued ? certificate.id : null,
    certificates: isIssued ? [certificate] : [],
    created_on: timeOf(zone.openedAt),
  };
}

/** A row of `GET /zones/{zone}/healthchecks`. */
export function healthCheckShape(check: StoredHealthCheck, zone: StoredZone): Shape {
  const { id, name, address, path, interval, suspended, status } = check;
  return {
    id,
    name,
    description: '',
    address,
    type: 'HTTPS',
    suspended,
    status,
    failure_reason: '',
    interval,
    retries: 2,
    timeout: 5,
    consecutive_fails: 1,
    consecutive_successes: 1,
    check_regions: ['WEU'],
    http_config: {
      method: 'GET',
      port: 443,
      path,
      expected_codes: ['200'],
      expected_body: '',
      follow_redirects: false,
      allow_insecure: false,
      header: null,
    },
    tcp_config: null,
    created_on: timeOf(zone.openedAt),
    modified_on: timeOf(zone.changedAt),
  };
}
