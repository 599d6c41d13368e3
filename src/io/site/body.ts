import { type Duplex, pipeline, type Readable } from 'node:stream';
import { constants, createBrotliDecompress, createUnzip } from 'node:zlib';

/** The beginning of a body, decompressed. `more`: there was more than was read. */
export type BodyStart = { readonly bytes: Uint8Array; readonly more: boolean };

// Each layer multiplies what a small answer can unfold to; no honest server needs more.
const mostCodings = 2;
// What unfolds to less than itself is an endless body in disguise.
const compressedSlack = 64 * 1024;

/**
 * Reads at most `maxBytes` of what `codings` (Content-Encoding, as applied) hide, and stops there: of a bomb no more is
 * unfolded. The stream is destroyed when it did not end by itself. Throws what it throws, and zlib's errors.
 */
export async function readStart(body: Readable, codings: readonly string[], maxBytes: number): Promise<BodyStart> {
  // Once reading has stopped nobody else listens, and an error that nobody hears ends the program.
  body.on('error', () => undefined);
  try {
    const layers = decodersOf(codings);
    const limits = { bytes: layers.length === 0 ? maxBytes : maxBytes + compressedSlack, reached: false };
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of throughAll(upTo(body, limits), layers)) {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length > maxBytes) break;
    }
    return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), more: limits.reached || length > maxBytes };
  } finally {
    if (!body.readableEnded) body.destroy();
  }
}

// An unknown coding is left alone, as browsers do: servers name charsets there.
function decodersOf(codings: readonly string[]): readonly Duplex[] {
  const foreign = codings.find((coding) => notAskedFor.has(coding));
  if (foreign !== undefined) throw notDecoded(`${foreign} was not asked for`);
  const known = codings.filter((coding) => coding === 'br' || zipped.has(coding)).toReversed();
  if (known.length > mostCodings) throw notDecoded('it is compressed several times over');
  // A body that ends early is taken as far as it goes, https://nodejs.org/api/zlib.html#compressing-http-requests-and-responses
  return known.map((coding) =>
    coding === 'br'
      ? createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH })
      : createUnzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  );
}

const zipped = new Set(['gzip', 'x-gzip', 'deflate']);
const notAskedFor = new Set(['zstd', 'dcb', 'dcz', 'compress', 'x-compress']);

function notDecoded(why: string): Error {
  return Object.assign(new Error(why), { code: 'ERR_ZLIB_CODING' });
}

async function* upTo(
  body: AsyncIterable<Uint8Array>,
  limits: { readonly bytes: number; reached: boolean },
): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const chunk of body) {
    yield chunk;
    received += chunk.byteLength;
    limits.reached = received > limits.bytes;
    if (limits.reached) return;
  }
}

function throughAll(source: AsyncIterable<Uint8Array>, layers: readonly Duplex[]): AsyncIterable<Uint8Array> {
  let through = source;
  // Errors reach whoever reads the last layer.
  for (const layer of layers) through = pipeline(through, layer, () => undefined);
  return through;
}
