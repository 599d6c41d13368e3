import type { Socket } from 'node:net';
import type { IssuerFile } from '../../core/doors/tls.ts';
import { plainHost } from '../../core/network.ts';
import type { Router } from '../network/router.ts';
import { userAgent } from '../user-agent.ts';
import { connectTo, withinTime } from './connect.ts';
import type { TlsLimits } from './limits.ts';

const mostBytes = 64 * 1024;

/**
 * Fetches an issuer's certificate with one HTTP/1.0 GET: authorities publish these files as plain bytes over plain HTTP, since a
 * client needs them before it can trust anything. Throws the reason of an aborted signal only.
 */
export async function readIssuerFile(
  router: Router,
  url: string,
  { connectMs, answerMs }: TlsLimits,
  signal: AbortSignal,
): Promise<IssuerFile> {
  const place = placeOf(url);
  if (place === undefined) return failed('it is not published over plain HTTP');
  const connected = await connectTo(router, place, connectMs, signal);
  if (connected.state === 'failed') return failed(connected.detail);
  const { socket } = connected;
  try {
    const host = place.port === 80 ? place.name : `${place.name}:${place.port}`;
    socket.write(
      `GET ${place.path} HTTP/1.0\r\nHost: ${host}\r\nUser-Agent: ${userAgent()}\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
    );
    const answer = await withinTime(wholeAnswer(socket), answerMs, signal);
    return answer === undefined ? failed('no answer came in time') : fileIn(answer);
  } finally {
    socket.destroy();
  }
}

function placeOf(url: string) {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, pathname, search, username, password } = new URL(url);
  if (protocol !== 'http:' || username !== '' || password !== '') return undefined;
  return {
    host: plainHost(hostname),
    name: hostname,
    port: port === '' ? 80 : Number(port),
    path: `${pathname}${search}`,
  };
}

function wholeAnswer(socket: Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (): void => resolve(Buffer.concat(chunks));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBytes) end();
    });
    socket.on('end', end).on('error', end).on('close', end);
  });
}

function fileIn(answer: Buffer): IssuerFile {
  const headEnd = answer.indexOf('\r\n\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer.toString('latin1', 0, 20))?.[1];
  if (status === undefined || headEnd === -1) return failed('the answer is not HTTP');
  if (status !== '200') return failed(`the answer has status ${status}`);
  const file = answer.subarray(headEnd + 4);
  return file.length > mostBytes ? failed('the file is too large') : { state: 'read', file };
}

function failed(detail: string): IssuerFile {
  return { state: 'failed', detail };
}
