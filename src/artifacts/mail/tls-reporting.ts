import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { askedExchanges, askedTexts } from './asked.ts';

/** TXT at `_smtp._tls` of each mail domain, with the MX that decides whether it is needed. https://www.rfc-editor.org/rfc/rfc8460 */
export const mailTlsReporting = defineArtifact(
  'mail/tls-reporting',
  z.array(z.object({ domain: z.string(), txt: askedTexts, mx: askedExchanges }).readonly()).readonly(),
);

export type MailTlsReporting = ValueOf<typeof mailTlsReporting>;
