/** Record types that an SPF evaluation asks for. */
export type SpfQuestionType = 'A' | 'AAAA' | 'MX' | 'PTR' | 'TXT';

/** The part of a record that the question's type has. A null MX (RFC 7505) has an empty exchange. */
export type SpfRecordData = {
  readonly address?: string;
  readonly exchange?: string;
  readonly target?: string;
  readonly text?: string;
};

/** What came of a question; answers of the DNS door fit. `stopped`: nothing is asked any more, the time is over. */
export type SpfReply =
  | { readonly state: 'found'; readonly records: readonly SpfRecordData[] }
  | { readonly state: 'nodata' | 'nxdomain' }
  | {
      readonly state: 'refused' | 'timeout' | 'malformed' | 'unreachable' | 'stopped';
      readonly detail: string;
      readonly rcode?: string;
    };

/** A value now or later. */
export type MaybePromise<T> = T | Promise<T>;

/** Answers questions, at once where it can: with a promise for every answer an evaluation takes about a sixth longer. */
export type SpfAsk = (name: string, type: SpfQuestionType) => MaybePromise<SpfReply>;

/** One question. */
export type SpfQuestion = { readonly name: string; readonly type: SpfQuestionType };

/**
 * A computation that yields the answers it must wait for, and those only, so that one text serves both answers that are there
 * and answers that take time.
 */
export type Asking<T> = Generator<Promise<SpfReply>, T, SpfReply>;

/** Runs a computation to its end; a promise only if some answer was one. What was thrown goes through. */
export function answerAll<T>(asking: Asking<T>): MaybePromise<T> {
  const turn = asking.next();
  return turn.done === true ? turn.value : answerLater(asking, turn.value);
}

async function answerLater<T>(asking: Asking<T>, first: Promise<SpfReply>): Promise<T> {
  let turn = asking.next(await first);
  while (turn.done !== true) turn = asking.next(await turn.value);
  return turn.value;
}

/** A reply that is no answer, in words. */
export function replyTroubleOf(reply: SpfReply): string {
  if (reply.state === 'refused')
    return [reply.rcode ?? 'refused', reply.detail].filter((part) => part !== '').join(': ');
  return 'detail' in reply ? reply.detail || reply.state : reply.state;
}
