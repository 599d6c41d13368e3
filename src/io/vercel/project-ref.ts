import { UnavailableError } from '../../core/fault.ts';
import type { VercelProjectRef } from '../../core/target.ts';

/** The part of a project reference that goes into a request. */
export type ProjectScope = { readonly teamId?: string; readonly slug?: string };

// Ids and names come from files of the audited repository. `.` and `..` would climb in the path of the request.
const part = /^(?!\.{1,2}$)[\w.-]{1,200}$/;

/** The team to ask for. Throws `UnavailableError` for what is no id or slug. */
export function checkedScope(ref: VercelProjectRef): ProjectScope {
  return {
    ...(ref.teamId === undefined ? {} : { teamId: checkedPart(ref.teamId, 'team id', ref.from) }),
    ...(ref.slug === undefined ? {} : { slug: checkedPart(ref.slug, 'team slug', ref.from) }),
  };
}

/** `checkedScope` with the project's id or name. */
export function checkedProject(ref: VercelProjectRef): ProjectScope & { readonly idOrName: string } {
  return { idOrName: checkedPart(ref.idOrName, 'project id or name', ref.from), ...checkedScope(ref) };
}

/** An id as it may stand in a path. Throws `UnavailableError` (`not-configured`), without showing what it was. */
export function checkedPart(value: string, noun: string, from: string): string {
  if (part.test(value)) return value;
  throw new UnavailableError(
    'not-configured',
    `the ${noun} from ${from} is none that Vercel gives out: correct it there`,
  );
}
