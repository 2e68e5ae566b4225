import { chromium } from '@playwright/test';
import { startBerth } from '../../local/berth.ts';
import { demoPeople } from '../../local/demo-people.ts';
import { spread } from '../measure/statistics.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import { atMost, round, type Findings } from '../report/verdict.ts';
import type { Setting } from '../suite.ts';
import { budget } from './budget.ts';
import { FAST_3G, firstPage, type FirstPage, type Line } from './first-page.ts';

const lines: Readonly<Record<string, Line>> = {
  'this machine': {},
  'fast 3G, processor ÷ 4': { network: FAST_3G, cpu: 4 },
};

/** What the console weighs, and how soon it can be used, in a browser that has never loaded it. */
export async function consoleSuite({ quick, rounds }: Setting): Promise<Findings> {
  const berth = await startBerth({ port: 0, ephemeral: true, empty: false, log: () => {} });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const found: Record<string, FirstPage[]> = {};
    for (const [name, line] of Object.entries(lines)) {
      for (let index = 0; index < (quick ? 1 : rounds); index += 1) {
        progress(`console: ${name}, round ${index + 1}`);
        const seen = await firstPage(
          browser,
          berth.origin,
          async (page) => page.getByRole('button', { name: demoPeople.admin.email }).click(),
          line,
        );
        found[name] = [...(found[name] ?? []), seen];
      }
    }
    return findings(found);
  } finally {
    await browser.close();
    await berth.stop();
  }
}

function findings(found: Readonly<Record<string, readonly FirstPage[]>>): Findings {
  const of = (name: string, figure: keyof FirstPage) =>
    spread((found[name] ?? []).map((seen) => seen[figure])).median;
  const [here = '', slow = ''] = Object.keys(lines);
  const names = Object.keys(found);
  return {
    data: found,
    verdicts: [
      atMost(
        'JavaScript of the first page',
        budget.scriptBytes / 1_000,
        of(here, 'scriptBytes') / 1_000,
        ' KB',
      ),
      atMost('CSS of the first page', budget.styleBytes / 1_000, of(here, 'styleBytes') / 1_000, ' KB'),
      atMost('usable on a slow line', budget.usableMs / 1_000, of(slow, 'usableMs') / 1_000, ' s'),
      atMost('layout shift', budget.layoutShift, of(slow, 'layoutShift'), ''),
    ],
    charts: {},
    text: table([
      ['first page', 'JS KB', 'CSS KB', 'requests', 'usable after s', 'layout shift'],
      ...names.map((name) => [
        name,
        (of(name, 'scriptBytes') / 1_000).toFixed(0),
        (of(name, 'styleBytes') / 1_000).toFixed(0),
        round(of(name, 'requests')),
        (of(name, 'usableMs') / 1_000).toFixed(1),
        round(of(name, 'layoutShift')),
      ]),
    ]),
  };
}
