import { ProviderFault } from '../../core/fault.ts';

/** Reads a body of at most `maxBytes` (counted after decompression). Throws `ProviderFault` and stops reading beyond that. */
export async function readBody(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
  title: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLarge(title, maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(title: string, maxBytes: number): ProviderFault {
  return new ProviderFault(
    `${title} sent an answer of more than ${Math.round(maxBytes / 1024 / 1024)} MiB, which no answer to this question is`,
    'check that the configured endpoint is the provider itself and not a page or a download',
  );
}
