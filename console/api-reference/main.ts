import scalar from '../../node_modules/@scalar/api-reference/dist/browser/standalone.js?url';
import { rememberedLook, shownLook, startLook } from '../frame/look.ts';
import { loadConfiguration, type Configuration } from '../session/configuration.ts';
import { openSession, type Session } from '../session/session.ts';
import { aimedAt, type OpenApiDocument } from './aim.ts';
import { fillBar, say } from './bar.ts';
import { nameCopyButtons } from './name-copy-buttons.ts';
import { placeOf } from './place.ts';
import { TOKEN, withToken } from './with-token.ts';

declare global {
  interface Window {
    /**
     * Tells the schema library in that script not to try whether it may compile code: the policy of the page forbids
     * it.
     */
    __zod_globalConfig?: { jitless: boolean };
    /** The globals that the script of the reference defines. */
    Scalar?: {
      createApiReference(element: Element | string, configuration: Record<string, unknown>): unknown;
    };
  }
}

window.__zod_globalConfig = { jitless: true };
startLook();
say('Signing in');
try {
  const configuration = await loadConfiguration();
  const session = await openSession(configuration);
  if (typeof session === 'object') {
    session.onSignedOut(() => window.location.replace('/'));
    await show(configuration, session);
  }
} catch (thrown) {
  say(
    `The API console could not be loaded: ${thrown instanceof Error ? thrown.message : 'Berth could not be reached.'}`,
  );
}

async function show(configuration: Configuration, session: Session): Promise<void> {
  say('Loading the API console');
  const [place, document_] = await Promise.all([
    placeOf(configuration, session),
    fetch('/openapi.json').then(async (response) => (await response.json()) as OpenApiDocument),
    loadScript(scalar),
  ]);
  fillBar(place, session);
  nameCopyButtons(document.body);
  window.Scalar?.createApiReference('#reference', {
    content: aimedAt(place, document_),
    baseServerURL: configuration.apiOrigin,
    // The person's token is added when a request is sent: neither the page nor its examples show it. No scheme is
    // preferred, because a preferred one would take precedence over the scheme of the operation.
    authentication: { securitySchemes: { person: { token: TOKEN } } },
    customFetch: withToken(configuration.apiOrigin, async () => session.token()),
    forceDarkModeState: shownLook(rememberedLook()),
    hideDarkModeToggle: true,
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
    documentDownloadType: 'json',
    // Requests go to this origin only.
    withDefaultFonts: false,
    telemetry: false,
    hideClientButton: true,
    showDeveloperTools: 'never',
    agent: { disabled: true },
    mcp: { disabled: true },
    proxyUrl: '',
  });
}

function loadScript(src: string): Promise<void> {
  return new Promise((loaded, failed) => {
    const script = document.createElement('script');
    script.addEventListener('load', () => loaded());
    script.addEventListener('error', () => failed(new Error('its script did not load')));
    script.src = src;
    document.head.append(script);
  });
}
