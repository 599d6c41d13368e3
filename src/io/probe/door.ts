import type { ProbeDoor } from '../../core/doors/probe.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { TestUsers } from '../../core/test-users.ts';
import type { Router } from '../network/router.ts';

/** What the probe door is made of. */
export type ProbeDoorOptions = {
  readonly users: TestUsers;
  /** Whether the person allowed probes. */
  readonly allowed: boolean;
  readonly router: Router;
  readonly ca?: string | undefined;
  readonly offline: boolean;
  readonly userAgent: string;
};

/** The door and what its owner needs beside it. */
export type OpenProbeDoor = {
  readonly door: ProbeDoor;
  /** Values of the identities' headers, to be hidden wherever text leaves the program. */
  readonly secrets: readonly string[];
  requests(): ReadonlyMap<string, number>;
  close(): Promise<void>;
};

/** Opens the door; nothing is sent before the first request. */
export function createProbeDoor(_options: ProbeDoorOptions): OpenProbeDoor {
  return {
    door: {
      users: { a: { state: 'absent' }, b: { state: 'absent' } },
      ask: async () => {
        throw new UnavailableError('not-allowed', 'allow probes with --probe');
      },
    },
    secrets: [],
    requests: () => new Map(),
    close: async () => undefined,
  };
}
