import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { Open, VisitorRequest } from './question.ts';
import { unreadOpen, unreadStep } from './unread.ts';
import { quoted } from './words.ts';
import { proxiedBy } from './zone-record.ts';

/** Whether a request comes to the cache of this zone. `development`: it does, but nothing is cached for some hours. */
export type Reach = {
  readonly state: 'yes' | 'no' | 'development';
  readonly steps: readonly CacheStep[];
  /** What would tell whether it really does. */
  readonly open: readonly Open[];
};

/** The zone, the host's DNS record, development mode and the method. */
export function reachOf(edge: CloudflareEdge, request: VisitorRequest): Reach {
  const { zone } = edge;
  if (zone.paused) {
    const effect = `the zone ${quoted(zone.name)} is paused: nothing passes the edge until it is resumed`;
    return { state: 'no', steps: [{ step: 'zone', matched: false, effect }], open: [] };
  }
  const active = zoneSteps(edge);
  const proxied = recordSteps(edge, request.host);
  const steps = [...active.steps, ...proxied.steps];
  const open = [...active.open, ...proxied.open];
  if (proxied.isOut) return { state: 'no', steps, open };
  const development = developmentStep(edge);
  const isGet = request.method === 'GET' || request.method === 'HEAD';
  const method = isGet
    ? []
    : [{ step: 'method', matched: false, effect: 'only GET and HEAD are looked up in the cache' }];
  steps.push(...development.steps, ...method);
  if (!isGet) return { state: 'no', steps, open };
  return { state: development.isOn ? 'development' : 'yes', steps, open };
}

type Found = { readonly steps: readonly CacheStep[]; readonly open: readonly Open[] };

function zoneSteps({ zone }: CloudflareEdge): Found {
  if (zone.status === 'active') return { steps: [], open: [] };
  const status = quoted(zone.status || 'unknown');
  const effect = `the zone's status is ${status}: its rules hold as soon as its name servers are in use`;
  const hint = 'wait until Cloudflare shows the zone as active, or point the domain at its name servers';
  return { steps: [{ step: 'zone', matched: 'unknown', effect }], open: [{ why: effect, hint }] };
}

function recordSteps({ records, zone }: CloudflareEdge, host: string): Found & { readonly isOut: boolean } {
  const step = 'proxied';
  if (records.state !== 'ok') {
    return { steps: [unreadStep('records', records)], open: [unreadOpen('records', records)], isOut: false };
  }
  const { state, because } = proxiedBy(records.value, host, zone);
  if (state === 'proxied') return { steps: [{ step, matched: true, effect: because }], open: [], isOut: false };
  if (state === 'unknown') {
    const hint = 'look at DNS > Records in the dashboard, or name the host with --host';
    return { steps: [{ step, matched: 'unknown', effect: because }], open: [{ why: because, hint }], isOut: false };
  }
  const effect = `${because}: visitors do not pass the edge`;
  return { steps: [{ step, matched: false, effect }], open: [], isOut: true };
}

function developmentStep({ developmentMode }: CloudflareEdge): {
  readonly steps: readonly CacheStep[];
  readonly isOn: boolean;
} {
  if (developmentMode.state !== 'ok') return { steps: [unreadStep('developmentMode', developmentMode)], isOn: false };
  if (developmentMode.value !== 'on') return { steps: [], isOn: false };
  const effect = 'on: nothing is cached for up to three hours, then the steps below decide';
  return { steps: [{ step: 'development-mode', matched: true, effect }], isOn: true };
}
