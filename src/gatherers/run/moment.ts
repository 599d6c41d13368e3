import { runMoment } from '../../artifacts/run/moment.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** The time to judge expiry by, as the person or the clock said. */
export const gatherRunMoment = defineGatherer({
  artifact: runMoment,
  needs: {},
  gather: async ({ target }) => target.now,
});
