import { hexDigits } from '../deterministic.ts';
import type { Answer } from '../http/answer.ts';
import { reaches } from './access.ts';
import { applicationShape, certificatePackShape, healthCheckShape } from './guard-shapes.ts';
import { listItemShape, listShape } from './list-shapes.ts';
import { cursorPage, numberedPage, type PageSize } from './page.ts';
import { authenticationError, badParameter, cannotListZones, noEntrypoint, noRoute } from './refusals.ts';
import type { FoundRoute } from './routes.ts';
import { pageRuleShape, rulesetShape, snippetRuleShape } from './rule-shapes.ts';
import type { CloudflareState, CloudflareToken, Json, StoredZone } from './state.ts';
import { recordShape, securityShape, settingShape, zoneShape } from './zone-shapes.ts';

/** A request that has passed the door. */
export type Question = {
  readonly state: CloudflareState;
  readonly token: CloudflareToken;
  readonly route: FoundRoute;
  /** Below the API's root. */
  readonly path: string;
  readonly query: URLSearchParams;
};

// As the reference documents them: https://developers.cloudflare.com/api/
const zonePage: PageSize = { standard: 20, least: 5, most: 50 };
const recordPage: PageSize = { standard: 100, least: 1, most: 5_000_000 };
const packPage: PageSize = { standard: 20, least: 5, most: 50 };
const guardPage: PageSize = { standard: 25, least: 1, most: 1_000 };
const itemPage: PageSize = { standard: 25, least: 1, most: 500 };

/** Answers from the state: 404 for ids that are nobody's, 403 for zones that the token does not reach. */
export function answerQuestion(question: Question): Answer {
  const { state, token, route, path } = question;
  if (route.kind === 'zones') return zones(question);
  if (route.kind === 'lists' || route.kind === 'list-items') return ofAccount(question);
  const zone = state.zones.find(({ id }) => id === route.id);
  if (zone === undefined) return noRoute(path);
  return reaches(token, zone) ? ofZone(zone, question) : authenticationError;
}

/** A good answer of API v4. */
export function ok(result: unknown, info?: unknown): Answer {
  const body = { result, success: true, errors: [], messages: [] };
  return { status: 200, body: info === undefined ? body : { ...body, result_info: info } };
}

function zones({ state, token, query }: Question): Answer {
  if (!token.groups.includes('Zone Read')) return cannotListZones(token.id);
  const name = query.get('name')?.toLowerCase();
  const status = query.get('status');
  const found = state.zones.filter(
    (zone) =>
      reaches(token, zone) &&
      (name === undefined || zone.name === name) &&
      (status === null || zone.status === status) &&
      (query.get('account.id') ?? state.account.id) === state.account.id,
  );
  return numbered(found, query, zonePage, (zone) => zoneShape(zone, state.account));
}

function ofAccount({ state, route, path, query }: Question): Answer {
  if (route.id !== state.account.id) return noRoute(path);
  if (route.kind === 'lists') return ok(state.lists.map(listShape));
  const list = state.lists.find(({ id }) => id === route.name);
  if (list === undefined) return noRoute(path);
  const page = cursorPage(list.items, query, itemPage);
  if (page === undefined) return badParameter('invalid cursor or per_page');
  const rows = page.rows.map((item) => listItemShape(list, item));
  return ok(rows, page.info);
}

function ofZone(zone: StoredZone, { state, route, path, query }: Question): Answer {
  switch (route.kind) {
    case 'zone':
      return ok(zoneShape(zone, state.account));
    case 'setting':
      return setting(zone, route.name) ?? noRoute(path);
    case 'phase':
      return phase(zone, route);
    case 'page-rules':
      return pageRules(zone, query);
    case 'records':
      return numbered(zone.records, query, recordPage, (record) => recordShape(record, zone));
    case 'worker-routes':
      return ok(zone.workerRoutes.map((one) => ({ ...one, request_limit_fail_open: false })));
    case 'snippet-rules':
      return ok(zone.snippetRules.map((rule) => snippetRuleShape(rule, zone)));
    case 'url-normalization':
      return ok(zone.normalization);
    case 'bots':
      return ok(zone.bots);
    case 'applications':
      return numbered(zone.applications, query, guardPage, (application) => applicationShape(application, zone));
    case 'dnssec':
      return ok(securityShape(zone));
    case 'certificate-packs':
      return certificatePacks(zone, query);
    case 'health-checks':
      return numbered(zone.healthChecks, query, guardPage, (check) => healthCheckShape(check, zone));
    default:
      return noRoute(path);
  }
}

function setting(zone: StoredZone, name: string): Answer | undefined {
  const value = Object.entries(zone.settings).find(([id]) => id === name)?.[1];
  return value === undefined ? undefined : ok(settingShape(zone, name, value));
}

function phase(zone: StoredZone, { name }: FoundRoute): Answer {
  const rules = Object.entries(zone.phases).find(([id]) => id === name)?.[1];
  if (rules === undefined) return noEntrypoint(name);
  return ok(rulesetShape(hexDigits(`ruleset ${zone.id} ${name}`, 32), name, rules, zone));
}

function pageRules(zone: StoredZone, query: URLSearchParams): Answer {
  const status = query.get('status');
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  const found = zone.pageRules
    .filter((rule) => status === null || rule.status === status)
    .toSorted((a, b) => sign * (a.priority - b.priority));
  return ok(found.map((rule) => pageRuleShape(rule, zone)));
}

// Only active packs, unless all are asked for.
function certificatePacks(zone: StoredZone, query: URLSearchParams): Answer {
  const isWanted = (status: string) => query.get('status') === 'all' || status === 'active';
  const found = zone.certificatePacks.filter(({ status }) => isWanted(status));
  return numbered(found, query, packPage, (pack) => certificatePackShape(pack, zone));
}

function numbered<Row>(
  rows: readonly Row[],
  query: URLSearchParams,
  size: PageSize,
  shape: (row: Row) => Json,
): Answer {
  const page = numberedPage(rows, query, size);
  if (page === undefined) return badParameter(`page starts at 1, per_page is from ${size.least} to ${size.most}`);
  return ok(page.rows.map(shape), page.info);
}
