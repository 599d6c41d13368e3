import type { VercelCore } from '@vercel/sdk/core.js';
import type { Result } from '@vercel/sdk/types/fp.js';

/** One question to Vercel's API and what to tell a person when it is not answered. */
export type Question = {
  /** What is asked for: `the environment variables of project shop`, harmless to show. */
  readonly what: string;
  /** What the token needs, as the object of `it needs`. */
  readonly needs: string;
  /** The project in question, for the way out of a 404; absent when none is. */
  readonly project?: string;
  /** Whether further pages may follow. */
  readonly paged: boolean;
  /** Sends it through a standalone function of the SDK, loaded only now. */
  send(client: VercelCore): Promise<Result<unknown, unknown>>;
};
