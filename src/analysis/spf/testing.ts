// Test support: an in-memory name server that answers at once, from zone lines.
import type { SpfQuestionType, SpfRecordData, SpfReply } from './asking.ts';
import { evaluateSpf, type SpfEvaluation } from './evaluate.ts';
import { parseClientAddress } from './ip-address.ts';

/** A zone has a line a record: `example.com TXT v=spf1 -all`, `example.com MX mx.example.com`, or `example.com TXT !timeout`. */
export type TestZone = {
  readonly answer: (name: string, type: SpfQuestionType) => SpfReply;
  /** Every question, in order. */
  readonly asked: readonly string[];
};

/** What is not written is not there; a name is there when it or something below it is written. */
export function testZone(zone: string): TestZone {
  const asked: string[] = [];
  const records = zone
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', type = '', data = ''] = /^\s*(\S+) (\S+) ?(.*)$/.exec(line) ?? [];
      return { name: name.toLowerCase(), type, data };
    });
  const answer = (name: string, type: SpfQuestionType): SpfReply => {
    asked.push(`${name} ${type}`);
    const own = records.filter((record) => record.name === name && record.type === type);
    const trouble = own.find(({ data }) => data.startsWith('!'));
    if (trouble?.data === '!timeout') return { state: 'timeout', detail: 'no answer' };
    if (trouble?.data === '!stopped') return { state: 'stopped', detail: 'the time is over' };
    if (trouble !== undefined) return { state: 'refused', rcode: trouble.data.slice(1), detail: '' };
    if (own.length > 0) return { state: 'found', records: own.map(({ data }) => dataOf(type, data)) };
    const isThere = records.some((record) => record.name === name || record.name.endsWith(`.${name}`));
    return { state: isThere ? 'nodata' : 'nxdomain' };
  };
  return { answer, asked };
}

function dataOf(type: SpfQuestionType, data: string): SpfRecordData {
  if (type === 'TXT') return { text: data };
  if (type === 'MX') return { exchange: data === '.' ? '' : data };
  return type === 'PTR' ? { target: data } : { address: data };
}

/** Who is checked; by default `user@example.com` from 192.0.2.1. */
export type TestMail = {
  readonly ip?: string;
  readonly sender?: string;
  readonly helo?: string;
  readonly receiver?: string;
};

/** Evaluates against a zone, at once. */
export function check(zone: string | TestZone, mail: TestMail = {}): SpfEvaluation {
  const { ip = '192.0.2.1', sender = 'user@example.com', helo, receiver } = mail;
  const client = parseClientAddress(ip);
  if (client === undefined) throw new Error(`the test wrote an address that is none: ${ip}`);
  const { answer } = typeof zone === 'string' ? testZone(zone) : zone;
  const known = { ...(helo === undefined ? {} : { helo }), ...(receiver === undefined ? {} : { receiver }) };
  const evaluation = evaluateSpf({ client, sender, ...known, now: 1_700_000_000_999 }, answer);
  if (evaluation instanceof Promise) throw new Error('answers that were there at once became a promise');
  return evaluation;
}

/** The result for a record at example.com, with more zone lines below it. */
export function resultOf(record: string, more = '', mail: TestMail = {}): SpfEvaluation['result'] {
  return check(`example.com TXT ${record}\n${more}`, mail).result;
}
