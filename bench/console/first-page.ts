import type { Browser, CDPSession } from '@playwright/test';

export interface Line {
  /** Undefined means the speed of this machine. */
  readonly network?: { readonly latencyMs: number; readonly downloadKbps: number };
  /** How many times slower the processor is made. */
  readonly cpu?: number;
}

/** What browsers call fast 3G. */
export const FAST_3G = { latencyMs: 150, downloadKbps: 1_600 } as const;

export interface FirstPage {
  /** Over the wire, compressed, with headers. */
  readonly scriptBytes: number;
  readonly styleBytes: number;
  readonly requests: number;
  /** From the address to the live figures, in milliseconds, including the sign-in by the identity provider. */
  readonly usableMs: number;
  /** How much moved while it loaded, as browsers measure it. */
  readonly layoutShift: number;
}

/**
 * The first page for a person who has never used this browser here, but is signed in at the identity provider.
 * @param signIn gets the page of the identity provider
 */
export async function firstPage(
  browser: Browser,
  origin: string,
  signIn: (page: Awaited<ReturnType<Browser['newPage']>>) => Promise<void>,
  { network, cpu = 1 }: Line = {},
): Promise<FirstPage> {
  const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce' });
  try {
    const signedIn = await context.newPage();
    await signedIn.goto('/');
    await signIn(signedIn);
    await signedIn.getByRole('heading', { name: 'Calls', level: 1 }).waitFor();
    await signedIn.close();

    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    if (network !== undefined) {
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: network.latencyMs,
        downloadThroughput: (network.downloadKbps * 1_000) / 8,
        uploadThroughput: (network.downloadKbps * 1_000) / 16,
      });
    }
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    const counted = count(session);
    await page.addInitScript({ content: watchLayoutShift });
    const start = performance.now();
    await page.goto('/');
    await page.getByText('Running now').waitFor({ timeout: 120_000 });
    await page.getByRole('grid', { name: 'Live calls' }).waitFor({ timeout: 120_000 });
    const usableMs = performance.now() - start;
    const layoutShift = await page.evaluate(() => Number(Reflect.get(globalThis, 'layoutShift') ?? 0));
    return { ...counted(), usableMs, layoutShift };
  } finally {
    await context.close();
  }
}

/** Files that both documents of a sign-in load count once, because a cache would load them once. */
function count(session: CDPSession) {
  const types = new Map<string, { readonly url: string; readonly type: string }>();
  const bytes = new Map<string, { readonly type: string; readonly bytes: number }>();
  let requests = 0;
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    types.set(requestId, { url: response.url, type });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    requests += 1;
    const of = types.get(requestId);
    if (of !== undefined) bytes.set(of.url, { type: of.type, bytes: encodedDataLength });
  });
  const sumOf = (type: string) =>
    [...bytes.values()].filter((file) => file.type === type).reduce((sum, file) => sum + file.bytes, 0);
  return () => ({ scriptBytes: sumOf('Script'), styleBytes: sumOf('Stylesheet'), requests });
}

/** This runs in the page, whose types are not those of this machine. */
const watchLayoutShift = `
  globalThis.layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) {
      if (!hadRecentInput) globalThis.layoutShift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;
