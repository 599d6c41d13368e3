import { isOwnHost, localAddresses } from '../../src/analysis/env-matrix/local-addresses.ts';
import { questionsOf, unlessHidden, unlessUnseen, variableAt } from '../../src/analysis/env-matrix/questions.ts';
import { isAddressName, isDatabaseName } from '../../src/analysis/env-names/name.ts';
import { isSecretName } from '../../src/analysis/env-names/secret.ts';
import { envMatrix } from '../../src/artifacts/env/matrix.ts';
import { siteAddresses } from '../../src/artifacts/site/addresses.ts';
import { defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

const words = {
  loopback: 'localhost, the machine the code runs on',
  private: 'a private network',
  'vercel-preview': 'a *.vercel.app address',
  example: 'an example address',
} as const;
const hint = 'name the production address in launch-ready.json: "production": "https://…"';

/** Addresses of a laptop or a preview have no place in production. */
export const localValues = defineCheck({
  meta: {
    id: 'env/local-values',
    title: 'Addresses in production lead to production',
    why: 'Sign-in links, webhooks and e-mails built from such an address lead customers to a laptop or to a preview.',
    fix: 'Set the production address for Production (`vercel env add NAME production`), then deploy again.',
    severity: 'high',
    refs: ['https://vercel.com/docs/environment-variables'],
    messages: { local: '{name} in production leads to {where}.' },
  },
  needs: { matrix: envMatrix, addresses: siteAddresses },
  evaluate: ({ matrix, addresses }) => {
    const own = addresses.production === undefined ? undefined : new URL(addresses.production.origin).hostname;
    const set = questionsOf(matrix.rows, 'production').filter(({ cell }) => cell.state !== 'absent');
    const local = localAddresses(set).filter(({ host }) => own === undefined || !isOwnHost(host, own));
    // Without a known production address, a *.vercel.app or an example host may be the launch's own.
    const isOpen = (kind: string) => own === undefined && (kind === 'vercel-preview' || kind === 'example');
    const findings = local
      .filter(({ kind }) => !isOpen(kind))
      .map(({ name, kind, shown }) => {
        const evidence = `${name} in production is ${shown}`;
        // Vercel can be joined to a private network.
        const confidence = kind === 'private' ? 'likely' : 'certain';
        return {
          key: 'local',
          data: { name, where: words[kind] },
          at: variableAt(name),
          evidence,
          confidence,
        } as const;
      });
    const open = listOf(local.filter(({ kind }) => isOpen(kind)).map(({ name }) => name));
    const asked = set.filter(({ name }) => isDatabaseName(name) || (isAddressName(name) && !isSecretName(name)));
    const fine = pass(
      `${count(asked.length, 'address', 'addresses')} in production, none local, private or an example`,
    );
    const settled =
      open === ''
        ? fine
        : unknown(`whether ${open} leads to the launch: its address is not known`, addresses.unread ?? hint);
    return failOr(findings, unlessHidden(matrix, unlessUnseen(asked, settled)));
  },
});
