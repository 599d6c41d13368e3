import { sendersOf } from '../../analysis/mail-senders/senders.ts';
import { envUsage } from '../../artifacts/env/usage.ts';
import { mailSenders } from '../../artifacts/mail/senders.ts';
import { repositoryEnvFiles } from '../../artifacts/repository/env-files.ts';
import { repositorySources } from '../../artifacts/repository/sources.ts';
import { optional } from '../../core/artifact.ts';
import { valueIn } from '../../core/gathered.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** Derived: which mail services the launched app uses, by its packages, the variables it reads and those declared in `.env*` files. */
export const gatherMailSenders = defineGatherer({
  artifact: mailSenders,
  needs: { usage: envUsage, sources: repositorySources, files: optional(repositoryEnvFiles) },
  gather: async (_context, { usage, sources, files }) => sendersOf(usage, sources, valueIn(files)?.files),
});
