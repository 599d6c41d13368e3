import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { asParameters } from './cache-rules.ts';
import type { Changes, DirectiveChange, Settings } from './settings.ts';

/**
 * What a Cache Response Rule changes when it matches. Whatever it does, Origin Cache Control is on from then on.
 * https://developers.cloudflare.com/cache/how-to/cache-response-rules/settings/
 */
export function changesOfResponseRule({ action, parameters }: CloudflareRule): Changes {
  const forced: Changes['settings'] = { originControl: () => [true] };
  switch (action) {
    case 'set_cache_control':
      return withDirectives(parameters, forced);
    case 'set_cache_settings': {
      const { strip_set_cookie: strips } = parameters;
      if (strips === undefined) return { settings: forced, words: ['nothing that decides about storing'] };
      const settings: Changes['settings'] = { ...forced, stripsCookies: () => [strips === true] };
      return { settings, words: [strips === true ? 'Set-Cookie is removed before storing' : 'Set-Cookie stays'] };
    }
    case 'set_cache_tags':
      return { settings: forced, words: ['sets cache tags, which decide nothing about storing'] };
    default:
      // It cannot make anything eligible, but may forbid to store.
      return {
        settings: { ...forced, directives: (before) => [before, { ...before, 'no-store': { set: true } }] },
        words: [`does ${action}, which is not understood`],
      };
  }
}

function withDirectives(parameters: CloudflareRule['parameters'], forced: Changes['settings']): Changes {
  const changes: Record<string, DirectiveChange> = {};
  const words: string[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    const change = changeOf(asParameters(value));
    if (change === undefined) continue;
    const directive = name.toLowerCase();
    changes[directive] = change;
    words.push(change === 'removed' ? `removes ${directive}` : `sets ${directive}${argumentOf(change.set)}`);
  }
  const directives = (before: Settings['directives']): readonly Settings['directives'][] => [{ ...before, ...changes }];
  return { settings: { ...forced, directives }, words: words.length > 0 ? words : ['nothing that is understood'] };
}

function changeOf({ operation, value, qualifiers }: Readonly<Record<string, unknown>>): DirectiveChange | undefined {
  if (operation === 'remove') return 'removed';
  if (operation !== 'set') return undefined;
  if (Array.isArray(qualifiers) && qualifiers.length > 0) return { set: qualifiers.map(String).join(', ') };
  return { set: typeof value === 'number' ? String(value) : true };
}

function argumentOf(set: string | true): string {
  return set === true ? '' : `=${set}`;
}
