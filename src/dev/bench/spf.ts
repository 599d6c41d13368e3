import { spf } from 'mailauth/lib/spf/index.js';
import type { SpfAsk, SpfReply } from '../../analysis/spf/asking.ts';
import { evaluateSpf } from '../../analysis/spf/evaluate.ts';
import { parseClientAddress } from '../../analysis/spf/ip-address.ts';
import type { SpfRecord } from '../../analysis/spf/record.ts';
import { median, type Row } from './row.ts';
import { type RecordsOf, recordsIn, type Sender, senders } from './spf-senders.ts';

const rounds = 41;
const warming = 10;
const times = 20;

type Lookup = (name: string, type: string) => RecordsOf;
type Evaluate = (sender: Sender) => string | Promise<string>;

/**
 * SPF evaluations of many senders, ours divided by mailauth's, on the same records out of the same memory: ours once reading every
 * record anew for every sender, as mailauth does, and once keeping what it read. Throws when the two do not agree on a result.
 */
export async function spfRatio(): Promise<Row> {
  const records = recordsIn();
  const lookup: Lookup = (name, type) => records.get(`${name.toLowerCase()} ${type}`);
  const kept = new Map<string, SpfRecord>();
  const atOnce: SpfAsk = (name, type) => replyOf(lookup(name, type));
  const byPromise: SpfAsk = async (name, type) => replyOf(lookup(name, type));
  const ways: readonly Evaluate[] = [
    (sender) => evaluateTheirs(sender, lookup),
    (sender) => evaluateOurs(sender, atOnce),
    (sender) => evaluateOurs(sender, byPromise),
    (sender) => evaluateOurs(sender, atOnce, kept),
  ];
  for (const way of ways) await agree(way);
  const [theirs = Number.NaN, ours = Number.NaN, promised = Number.NaN, again = Number.NaN] = await measure(ways);
  const times = (one: number): string => (theirs / one).toFixed(1);
  return {
    name: 'SPF evaluation ÷ mailauth',
    how: `${us(ours)} ÷ ${us(theirs)} a sender: ${times(ours)} times as fast (${times(promised)} where each answer is a promise, ${times(again)} on records read before; ${senders.length} senders, medians of ${rounds - warming} in turns)`,
    measured: ours / theirs,
    aim: 0.1,
  };
}

async function agree(way: Evaluate): Promise<void> {
  for (const sender of senders) {
    const result = await way(sender);
    if (result !== sender.result) throw new Error(`SPF of ${sender.sender} from ${sender.ip} came out as ${result}`);
  }
}

/** Milliseconds a sender for each of the ways. */
async function measure(ways: readonly Evaluate[]): Promise<readonly number[]> {
  const measured: number[][] = ways.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [nth, way] of ways.entries()) {
      const started = performance.now();
      for (let time = 0; time < times; time += 1) for (const sender of senders) await way(sender);
      if (round >= warming) measured[nth]?.push((performance.now() - started) / (times * senders.length));
    }
  }
  return measured.map(median);
}

function evaluateOurs({ sender, ip, helo }: Sender, ask: SpfAsk, kept?: Map<string, SpfRecord>): ReturnType<Evaluate> {
  const client = parseClientAddress(ip);
  if (client === undefined) throw new Error(`${ip} is no address`);
  const evaluation = evaluateSpf({ client, sender, helo, now: 0 }, ask, kept);
  return evaluation instanceof Promise ? evaluation.then(({ result }) => result) : evaluation.result;
}

async function evaluateTheirs({ sender, ip, helo }: Sender, lookup: Lookup): Promise<string> {
  const resolver = async (name: string, type: string) => {
    const records = lookup(name, type);
    if (records === undefined) throw Object.assign(new Error(`no ${type} at ${name}`), { code: 'ENOTFOUND' });
    if (type === 'TXT') return records.map(({ text = '' }) => [text]);
    if (type === 'MX') return records.map(({ exchange = '' }) => ({ exchange, priority: 10 }));
    return records.map(({ address, target = '' }) => address ?? target);
  };
  // Its types ask for a resolver with all of Node's overloads; it calls it with a name and a type.
  const { status } = await spf({ sender, ip, helo, mta: 'mx.example.net', strict: true, resolver: resolver as never });
  return status.result;
}

function replyOf(records: RecordsOf): SpfReply {
  return records === undefined ? { state: 'nxdomain' } : { state: 'found', records };
}

function us(duration: number): string {
  return `${(duration * 1000).toFixed(1)} µs`;
}
