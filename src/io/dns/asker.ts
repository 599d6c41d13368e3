import type { DnsType } from '../../core/doors/dns.ts';
import { createOnce } from '../once.ts';
import type { ServerGroup } from './group.ts';
import type { Question } from './query.ts';
import type { Said } from './turns.ts';

/** A question that was put to a server. `sent` counts its messages: retries, and TCP after UDP, among them. */
export type PutQuestion = {
  readonly name: string;
  readonly type: DnsType;
  readonly server: string;
  readonly checkingDisabled: boolean;
  readonly sent: number;
};

/** Puts each question to each group of servers once a run; whoever asks again gets the same answer. */
export type Asker = {
  ask(group: ServerGroup, question: Question, signal: AbortSignal): Promise<Said>;
  /** In the order of asking. */
  questions(): readonly PutQuestion[];
  /** Breaks off what is under way; later questions are refused with the reason. */
  close(reason: Error): void;
};

/** An asker that knows nothing yet. */
export function createAsker(): Asker {
  const once = createOnce<Said>();
  const put: PutQuestion[] = [];

  return {
    async ask(group, question, signal) {
      const { name, type, checkingDisabled } = question;
      const key = JSON.stringify([group.name, name.text, type, checkingDisabled]);
      return await once.get(
        key,
        (stop) => {
          const entry = { name: name.text, type, server: group.name, checkingDisabled, sent: 0 };
          put.push(entry);
          return group.ask(question, stop, () => {
            entry.sent += 1;
          });
        },
        signal,
      );
    },
    questions: () => put.map((entry) => ({ ...entry })),
    close: once.close,
  };
}
