import { UnavailableError } from '../../core/fault.ts';
import type { Target, VercelProjectRef } from '../../core/target.ts';

/** The Vercel project of the target. Throws `UnavailableError` when the repository is linked to none. */
export function linkedProject(target: Target): VercelProjectRef {
  if (target.vercel !== undefined) return target.vercel;
  throw new UnavailableError(
    'not-configured',
    'link the repository with `vercel link`, or name the project in launch-ready.json: "vercel": { "project": "…", "team": "…" }; set VERCEL_TOKEN too. Not on Vercel? Leave the area out with --skip env',
  );
}
