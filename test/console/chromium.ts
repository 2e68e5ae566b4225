import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

/** Debian's packages, because Playwright's own browsers are in no package registry. The first needs half the time. */
const browsers = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** It sends no requests by itself. */
export const launchOptions: LaunchOptions = {
  executablePath: process.env['CHROMIUM'] ?? browsers.find((path) => existsSync(path)) ?? 'chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
