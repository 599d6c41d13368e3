const day = 86_400_000;

/** When the project was made, in milliseconds since 1970; all times of the practice launch hang on fixed ones. */
export const openedAt = Date.UTC(2026, 5, 1, 8);

/** When the deployment was made that is live in the broken state. */
export const firstLaunchAt = Date.UTC(2026, 10, 16, 9);

/** A day later: the webhook secret was rotated, and nothing was deployed since. */
export const rotatedAt = firstLaunchAt + day;

/** When everything had been put right, shortly before `secondLaunchAt`. */
export const repairedAt = firstLaunchAt + 2 * day;

/** When the repaired state was deployed. */
export const secondLaunchAt = repairedAt + 3_600_000;
