import type { LaunchOptions } from '@playwright/test';

/** Debian's Chromium, because Playwright's own browsers are in no package registry. It sends no requests by itself. */
export const launchOptions: LaunchOptions = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
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
