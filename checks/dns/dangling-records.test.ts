import { describe, expect, it } from 'vitest';
import type { DnsZoneNames, LostTarget, ServicePage } from '../../src/artifacts/dns/names.ts';
import { danglingRecords } from './dangling-records.ts';
import { findingsOf, zoneOf } from './testing.ts';

function judge(...zones: readonly Partial<DnsZoneNames>[]) {
  return danglingRecords.evaluate({ zones: zones.map(zoneOf) });
}

function lost(target: string, more: Partial<LostTarget> = {}): LostTarget {
  const domain = target.split('.').slice(-2).join('.');
  return {
    name: 'blog.harbor.example',
    type: 'CNAME',
    chain: [target],
    target,
    domain,
    registered: 'yes',
    ...more,
  };
}

function page(service: string, target: string, answer: ServicePage['answer']): ServicePage {
  return { name: 'docs.harbor.example', target, service, answer };
}

const pages404 = { state: 'unclaimed', status: 404, mark: "There isn't a GitHub Pages site here" } as const;
const vercel404 = { state: 'unclaimed', status: 404, mark: 'x-vercel-error: DEPLOYMENT_NOT_FOUND' } as const;

describe('dns/dangling-records', () => {
  it('passes, fails for a target in a domain that nobody has, and passes again', () => {
    expect(judge({}).outcome).toBe('pass');
    expect(judge({ lost: [lost('harbor.gone.dev', { registered: 'no' })] })).toMatchObject({
      outcome: 'fail',
      findings: [
        {
          key: 'claimable',
          data: { name: 'blog.harbor.example', type: 'CNAME', target: 'harbor.gone.dev' },
          at: { kind: 'dns', name: 'blog.harbor.example', type: 'CNAME' },
          evidence: 'blog.harbor.example CNAME harbor.gone.dev: NXDOMAIN',
        },
      ],
    });
    expect(judge({}).outcome).toBe('pass');
  });

  it.each(['harbor.azurewebsites.net', 'harbor.eastus.cloudapp.azure.com', 'harbor.trafficmanager.net'])(
    'calls %s claimable: a name that is not there is free at that service',
    (target) => expect(findingsOf(judge({ lost: [lost(target)] }))).toMatchObject([{ key: 'claimable' }]),
  );

  it('calls a lost name in somebody’s domain dangling, not claimable', () =>
    expect(findingsOf(judge({ lost: [lost('old.partner.dev')] }))).toMatchObject([
      { key: 'dangling', confidence: 'likely' },
    ]));

  it('does not call a name claimable below a suffix that no registry has, or when the domain could not be asked', () => {
    const local = lost('nas.home.local', { domain: 'home.local', registered: 'no' });
    const unasked = lost('x.partner.dev', { registered: 'unknown' });
    expect(findingsOf(judge({ lost: [local, unasked] })).map(({ key }) => key)).toEqual(['dangling', 'dangling']);
  });

  it.each(['ec2-1-2-3-4.compute.amazonaws.com', 'harbor.herokuapp.com', 'harbor.blob.core.windows.net'])(
    'never says that the domain of the service behind %s is registered by nobody',
    (target) => {
      const findings = findingsOf(judge({ lost: [lost(target, { registered: 'no' })] }));
      expect(findings).toHaveLength(1);
      expect(JSON.stringify(findings)).not.toContain('registered by nobody');
    },
  );

  it('is milder for a lost name of the own zone: nobody else can take it', () =>
    expect(findingsOf(judge({ lost: [lost('lb.harbor.example')] }))).toMatchObject([
      { key: 'dangling', severity: 'medium' },
    ]));

  it('counts mail and name servers that are gone', () => {
    const mx = lost('mx.gone.dev', { name: 'harbor.example', type: 'MX', registered: 'no' });
    const ns = lost('ns1.gone.dev', { name: 'dev.harbor.example', type: 'NS', registered: 'no' });
    expect(findingsOf(judge({ lost: [mx, ns] })).map(({ at }) => at)).toEqual([
      { kind: 'dns', name: 'harbor.example', type: 'MX' },
      { kind: 'dns', name: 'dev.harbor.example', type: 'NS' },
    ]);
  });

  it('fails for a known service that serves nobody under the name, and passes when it serves somebody', () => {
    const broken = judge({ pages: [page('github-pages', 'harbor.github.io', pages404)] });
    expect(findingsOf(broken)).toMatchObject([{ key: 'claimable', confidence: 'certain' }]);
    const served = { state: 'served', status: 200 } as const;
    expect(judge({ pages: [page('github-pages', 'harbor.github.io', served)] }).outcome).toBe('pass');
  });

  it('is less sure of a service that wants proof of the domain', () => {
    const mark = { state: 'unclaimed', status: 500, mark: 'Fastly error: unknown domain' } as const;
    expect(findingsOf(judge({ pages: [page('fastly', 'x.global.fastly.net', mark)] }))).toMatchObject([
      { confidence: 'possible' },
    ]);
  });

  it('does not call a missing deployment at Vercel claimable when an account there has the domain', () => {
    const pages = [page('vercel', 'cname.vercel-dns.com', vercel404)];
    expect(judge({ pages, atVercel: true }).outcome).toBe('pass');
    expect(findingsOf(judge({ pages, atVercel: false }))).toMatchObject([{ confidence: 'possible' }]);
  });

  it('does not know a service that did not answer, nor names that could not be asked', () => {
    const silent = { state: 'unknown', detail: 'http://docs.harbor.example/: timeout' } as const;
    expect(judge({ pages: [page('github-pages', 'harbor.github.io', silent)] }).outcome).toBe('unknown');
    const unasked = [{ name: 'vpn.harbor.example', detail: 'timeout' }];
    expect(judge({ unasked }).outcome).toBe('unknown');
    expect(judge({ unaskedServers: unasked }).outcome).toBe('unknown');
    expect(judge({ unasked, lost: [lost('x.gone.dev', { registered: 'no' })] })).toMatchObject({
      outcome: 'fail',
      unsettled: {},
    });
  });

  it('does not apply without an own zone', () => expect(judge().outcome).toBe('not-applicable'));
});
