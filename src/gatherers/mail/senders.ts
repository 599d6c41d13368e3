import { sendersOf } from '../../analysis/mail-senders/senders.ts';
import { envUsage } from '../../artifacts/env/usage.ts';
import { mailSenders } from '../../artifacts/mail/senders.ts';
import { repositorySources } from '../../artifacts/repository/sources.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** Derived: which mail services the launched app uses, by its packages and the variables it reads. */
export const gatherMailSenders = defineGatherer({
  artifact: mailSenders,
  needs: { usage: envUsage, sources: repositorySources },
  gather: async (_context, { usage, sources }) => sendersOf(usage, sources),
});
