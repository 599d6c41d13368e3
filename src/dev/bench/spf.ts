import { spf } from 'mailauth/lib/spf/index.js';
import type { SpfQuestionType, SpfReply } from '../../analysis/spf/asking.ts';
import { evaluateSpf } from '../../analysis/spf/evaluate.ts';
import { parseClientAddress } from '../../analysis/spf/ip-address.ts';
import { median, type Row } from './row.ts';
import { type RecordsOf, recordsIn, senders } from './spf-senders.ts';

const rounds = 41;
const times = 20;

type Sender = (typeof senders)[number];
type Ask = (name: string, type: SpfQuestionType) => RecordsOf | Promise<RecordsOf>;

/**
 * One SPF evaluation of each of the senders, ours divided by mailauth's, through one resolver that gives records from memory by a
 * promise, as a resolver does. Throws when the two do not agree.
 */
export async function spfRatio(): Promise<Row> {
  const records = recordsIn();
  const now = (name: string, type: SpfQuestionType): RecordsOf => records.get(`${name.toLowerCase()} ${type}`);
  const later: Ask = async (name, type) => now(name, type);
  await agree(later);
  const [promised, present] = [await measure(later), await measure(now)];
  const how = `${us(promised.ours)} ÷ ${us(promised.theirs)} a sender, ${(promised.theirs / promised.ours).toFixed(1)} times as fast (${senders.length} senders, medians of ${rounds} in turns; ${(present.theirs / present.ours).toFixed(1)} times where answers need no promise)`;
  return { name: 'SPF evaluation ÷ mailauth', how, measured: promised.ours / promised.theirs, aim: 0.1 };
}

async function agree(ask: Ask): Promise<void> {
  for (const sender of senders) {
    const [ours, theirs] = [await evaluateOurs(sender, ask), await evaluateTheirs(sender, ask)];
    if (ours !== sender.result) throw new Error(`ours: ${sender.sender} from ${sender.ip} is ${ours}`);
    if (theirs !== sender.result) throw new Error(`mailauth: ${sender.sender} from ${sender.ip} is ${theirs}`);
  }
}

async function measure(ask: Ask): Promise<{ readonly ours: number; readonly theirs: number }> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let nth = 0; nth < rounds; nth += 1) {
    theirs.push(await timeAll((sender) => evaluateTheirs(sender, ask)));
    ours.push(await timeAll((sender) => evaluateOurs(sender, ask)));
  }
  // The first ones warm both up.
  const warm = Math.floor(rounds / 4);
  return { ours: median(ours.slice(warm)), theirs: median(theirs.slice(warm)) };
}

/** Milliseconds a sender. */
async function timeAll(evaluate: (sender: Sender) => Promise<string>): Promise<number> {
  const started = performance.now();
  for (let time = 0; time < times; time += 1) for (const sender of senders) await evaluate(sender);
  return (performance.now() - started) / (times * senders.length);
}

async function evaluateOurs({ sender, ip, helo }: Sender, ask: Ask): Promise<string> {
  const client = parseClientAddress(ip);
  if (client === undefined) throw new Error(`${ip} is no address`);
  const answer = (name: string, type: SpfQuestionType): SpfReply | Promise<SpfReply> => {
    const asked = ask(name, type);
    return asked instanceof Promise ? asked.then(replyOf) : replyOf(asked);
  };
  const { result } = await evaluateSpf({ client, sender, helo, now: 0 }, answer);
  return result;
}

async function evaluateTheirs({ sender, ip, helo }: Sender, ask: Ask): Promise<string> {
  const resolver = async (name: string, type: string) => {
    const asked = ask(name, type as SpfQuestionType);
    const records = asked instanceof Promise ? await asked : asked;
    if (records === undefined) throw Object.assign(new Error(`no ${type} at ${name}`), { code: 'ENOTFOUND' });
    if (type === 'TXT') return records.map(({ text = '' }) => [text]);
    if (type === 'MX') return records.map(({ exchange = '' }) => ({ exchange, priority: 10 }));
    return records.map(({ address, target = '' }) => address ?? target);
  };
  // Its types want the resolver of Node, of which it uses the two arguments that are given here.
  const { status } = await spf({ sender, ip, helo, mta: 'mx.example.net', strict: true, resolver: resolver as never });
  return status.result;
}

function replyOf(records: RecordsOf): SpfReply {
  return records === undefined ? { state: 'nxdomain' } : { state: 'found', records };
}

function us(duration: number): string {
  return `${(duration * 1000).toFixed(1)} µs`;
}
