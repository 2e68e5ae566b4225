import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleSite } from '../../local/gateway/console.ts';
import { closing, served } from '../setup/served.ts';
import { resources, synthesised } from './synthesised.ts';

const { origin } = synthesised().templates;

const directory = await mkdtemp(join(tmpdir(), 'berth-pages-'));
await mkdir(join(directory, 'api-reference'));
for (const page of ['index.html', 'api-reference/index.html']) await writeFile(join(directory, page), '');
const site = consoleSite({ directory, configuration: {} });
const laptop = await served((request, response) => void site(request, response));
closing.push(() => rm(directory, { recursive: true }));

/** The headers that the distribution adds to answers. Of the policy, only the page's own origin. */
function headersOf(policy: 'ConsoleHeaders' | 'ReferenceHeaders'): Record<string, string> {
  const policies = resources(origin, 'AWS::CloudFront::ResponseHeadersPolicy');
  const id = Object.keys(policies).find((name) => name.startsWith(policy)) ?? '';
  const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } =
    policies[id]?.Properties['ResponseHeadersPolicyConfig'] ?? {};
  const csp: string | { 'Fn::Join': [string, (string | object)[]] } =
    security.ContentSecurityPolicy.ContentSecurityPolicy;
  const text =
    typeof csp === 'string'
      ? csp
      : csp['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : '')).join('');
  return {
    // On a laptop the sign-in page is on the same origin.
    'content-security-policy': text.replace(/connect-src 'self'[^;]*/, "connect-src 'self'"),
    'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
    'x-content-type-options': security.ContentTypeOptions.Override ? 'nosniff' : '',
    'x-frame-options': security.FrameOptions.FrameOption,
    ...Object.fromEntries(
      custom.Items.map(({ Header, Value }: { Header: string; Value: string }) => [Header, Value]),
    ),
  };
}

test.each([
  ['/', 'ConsoleHeaders'],
  ['/accounts/acc_1/environments', 'ConsoleHeaders'],
  ['/api-reference/', 'ReferenceHeaders'],
] as const)('%s gets the same headers on a laptop and in the stack', async (path, policy) => {
  const { headers } = await fetch(laptop + path);
  const deployed = headersOf(policy);
  expect(deployed['content-security-policy']).toContain('script-src');
  expect(Object.fromEntries(Object.keys(deployed).map((name) => [name, headers.get(name)]))).toEqual(
    deployed,
  );
});
