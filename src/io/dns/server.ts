import type { Heard, Patience } from './heard.ts';
import type { Question } from './query.ts';

/** One name server. `name` is for people: `127.0.0.53`, `ns1.example.net (192.0.2.53)`, `https://dns.example/dns-query`. */
export type Server = {
  readonly name: string;
  /** Asks once, which may take several messages (TCP after UDP, without EDNS); `onSend` is told of each. */
  exchange(question: Question, patience: Patience, onSend: () => void): Promise<Heard>;
  /** Whether anything ever came from it, usable or not. */
  hasSpoken(): boolean;
};
