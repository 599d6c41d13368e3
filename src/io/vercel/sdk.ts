/**
 * The part of the SDK that is used, in one chunk of the bundle: it is loaded once, before the first request, and no
 * answer then waits for the next question's code. The package root would cost seconds and hundreds of megabytes.
 */
export { VercelCore } from '@vercel/sdk/core.js';
export { environmentGetSharedEnvVar } from '@vercel/sdk/funcs/environmentGetSharedEnvVar.js';
export { environmentListSharedEnvVariable } from '@vercel/sdk/funcs/environmentListSharedEnvVariable.js';
export { projectsFilterProjectEnvs } from '@vercel/sdk/funcs/projectsFilterProjectEnvs.js';
export { projectsGetProject } from '@vercel/sdk/funcs/projectsGetProject.js';
export { projectsGetProjectDomains } from '@vercel/sdk/funcs/projectsGetProjectDomains.js';
export { projectsGetProjectEnv } from '@vercel/sdk/funcs/projectsGetProjectEnv.js';
export { HTTPClient } from '@vercel/sdk/lib/http.js';
