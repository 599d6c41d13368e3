import { type Message, readMessage } from './message.ts';
import { lowerCase, readName } from './name.ts';
import { headerBytes, type Query } from './query.ts';

/** Why one server gave nothing that can be used; the words are for people. */
export type Trouble = {
  readonly state: 'timeout' | 'malformed' | 'unreachable';
  readonly detail: string;
};

/** What one server had to say. */
export type Heard = { readonly state: 'message'; readonly message: Message } | Trouble;

/** The answer to our question, but the random case of the name was not kept. */
export type Recased = { readonly state: 'recased'; readonly message: Message };

/** Something that came in, and does not answer our question: another id, another name, no answer at all. */
export type Lie = { readonly state: 'lie' };

/** Time, and who wants the answer no longer. Transports reject with the signal's reason and free their sockets. */
export type Patience = { readonly ms: number; readonly signal: AbortSignal };

// FORMERR, SERVFAIL, NOTIMP and REFUSED
const withoutQuestion: ReadonlySet<number> = new Set([1, 2, 4, 5]);

/** Judges whether `bytes` answer `query` (RFC 5452 §9.1), and reads them. Never throws. */
export function judgeAnswer(query: Query, bytes: Buffer): Heard | Recased | Lie {
  if (bytes.length < headerBytes) {
    return malformed(bytes.length === 0 ? 'an empty answer came' : `an answer of ${bytes.length} bytes is none`);
  }
  const flags = bytes.readUInt16BE(2);
  const isReply = (flags & 0x8000) !== 0 && (flags & 0x7800) === 0;
  if (!isReply || bytes.readUInt16BE(0) !== query.bytes.readUInt16BE(0)) return { state: 'lie' };
  // A server that could not read the question has none to repeat.
  const repeatsNothing = bytes.readUInt16BE(4) === 0 && withoutQuestion.has(flags & 0xf);
  const echo = repeatsNothing ? 'same' : echoOf(query, bytes);
  if (echo === 'other') return { state: 'lie' };
  try {
    const message = readMessage(bytes, query.type);
    return { state: echo === 'same' || !query.mixed ? 'message' : 'recased', message };
  } catch (error) {
    const why =
      error instanceof RangeError && !('code' in error) ? error.message : 'it is cut off or contradicts itself';
    return malformed(`the answer cannot be read: ${why}`);
  }
}

/** An answer that cannot be used. */
export function malformed(detail: string): Trouble & { readonly state: 'malformed' } {
  return { state: 'malformed', detail };
}

/** No answer in time. */
export function timeout(detail: string): Trouble {
  return { state: 'timeout', detail };
}

/** What a socket's error means: no packet could be sent. */
export function unreachable(error: Error, how: string): Trouble {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { state: 'unreachable', detail: `no connection over ${how} (${code})` };
}

function echoOf(query: Query, bytes: Buffer): 'same' | 'other-case' | 'other' {
  if (bytes.readUInt16BE(4) !== 1) return 'other';
  const end = readName(query.bytes, headerBytes).end + 4;
  const asked = query.bytes.subarray(headerBytes, end);
  const echoed = bytes.subarray(headerBytes, end);
  if (asked.equals(echoed)) return 'same';
  // Type and class lie in the last four octets, where a letter would be another type.
  const isSameKind = asked.subarray(-4).equals(echoed.subarray(-4));
  return isSameKind && lowerCase(asked).equals(lowerCase(echoed)) ? 'other-case' : 'other';
}
