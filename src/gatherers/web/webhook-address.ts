import { isPlainRead } from '../../analysis/plain-reading/path.ts';
import type { webhookPaths } from '../../artifacts/repository/webhook-paths.ts';
import type { ValueOf } from '../../core/artifact.ts';

/**
 * The webhook path that may be asked by HEAD. A handler that is merely called `stripe` may do anything on GET, which
 * Next.js runs for HEAD too: without the word it is asked only when the person named it.
 */
export function asksWebhook(paths: ValueOf<typeof webhookPaths>): string | undefined {
  return paths.find(({ path, from }) => (from === 'configuration' || /hook/i.test(path)) && isPlainRead(path))?.path;
}
