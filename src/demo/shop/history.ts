import { checkoutFiles } from './checkout-files.ts';
import type { ShopFile } from './file.ts';
import { generatedFiles } from './generated-files.ts';
import { libraryFiles } from './library-files.ts';
import { pageFiles } from './page-files.ts';
import { privateFiles } from './private-files.ts';
import { projectFiles } from './project-files.ts';
import { repairs } from './repairs.ts';

/** One commit: what it says, when (ISO 8601 with zone), and the files it adds or replaces. */
export type ShopCommit = { readonly message: string; readonly at: string; readonly files: readonly ShopFile[] };

export type HistoryOptions = { readonly repaired: boolean; readonly variables?: number };

/** The shop's history, oldest first; the repaired state is one commit further. Fixed dates make the commit ids the same in every run. */
export function shopHistory(options: HistoryOptions): readonly ShopCommit[] {
  const opening: ShopCommit = {
    message: 'Open the storefront',
    at: '2026-10-05T09:12:00+02:00',
    files: [
      ...projectFiles(),
      ...libraryFiles(),
      ...pageFiles(),
      ...privateFiles(),
      ...generatedFiles(options.variables ?? 0),
    ],
  };
  const selling: ShopCommit = {
    message: 'Take orders and answer questions about the goods',
    at: '2026-11-13T16:40:00+01:00',
    files: checkoutFiles(),
  };
  if (!options.repaired) return [opening, selling];
  const repair: ShopCommit = {
    message: 'Put right what the launch audit found',
    at: '2026-11-18T10:25:00+01:00',
    files: repairs(),
  };
  return [opening, selling, repair];
}
