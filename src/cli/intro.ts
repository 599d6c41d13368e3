import type { SessionIntro } from '../core/session.ts';
import type { Launch } from './launch.ts';
import { tool } from './tool.ts';

/** What the first screen says: found, will, never. */
export function introOf({ options, target, config }: Launch, home: string): SessionIntro {
  const { vercel, production } = target;
  const hostOf = (address: string): string => new URL(address).host;
  const atVercel = hostOf(config.endpoints?.vercel ?? 'https://api.vercel.com');
  const atCloudflare = hostOf(config.endpoints?.cloudflare ?? 'https://api.cloudflare.com');
  return {
    root: options.root,
    version: tool.version,
    found: [
      ['Directory', nearHome(options.root, home)],
      [
        'Vercel project',
        vercel === undefined
          ? 'none: run `vercel link`, or name it in launch-ready.json'
          : `${vercel.idOrName} (${vercel.from})`,
      ],
      ['Production', production ?? 'as Vercel knows it'],
    ],
    will: [
      'Read the files of this directory, and which commit is checked out.',
      `Ask ${atVercel} by GET for the project, its domains and its variables.`,
      `Ask ${atCloudflare} by GET for the zone: its rules, records and settings.`,
      'Ask DNS about the domain, read its pages by GET and HEAD (a dozen requests a host), and look at its certificates.',
      'Write the run and the handover to .launch-ready/ in this directory.',
    ],
    never: [
      'Nothing is changed anywhere: every request is GET or HEAD.',
      options.probe
        ? 'A probe (a read as your test users) is sent because --probe allows it.'
        : 'No probe (a read as your test users) is sent before you say yes.',
      'No value of a secret is shown, kept or sent; no telemetry.',
      'No code of the repository is run.',
    ],
  };
}

function nearHome(path: string, home: string): string {
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
