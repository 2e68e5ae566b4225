/* oxlint-disable import/no-unassigned-import -- a style sheet has nothing to assign */
import '@cloudscape-design/global-styles/index.css';
import '@fontsource-variable/inter/wght.css';
import './theme.css';
import './style.css';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { FullPage, Stop, Waiting } from './frame/full-page.tsx';
import { startLook } from './frame/look.ts';
import { loadConfiguration } from './session/configuration.ts';
import { openSession } from './session/session.ts';

startLook();
const root = createRoot(document.getElementById('root') as HTMLElement);
const show = (page: ReactNode) => root.render(<StrictMode>{page}</StrictMode>);

show(<Waiting text="Signing in" />);
try {
  const configuration = await loadConfiguration();
  const session = await openSession(configuration);
  if (session === 'handed-over') {
    show(
      <FullPage title="You are signed in again">
        You can close this window and continue in the other one.
      </FullPage>,
    );
  } else if (session !== 'leaving') {
    show(<App configuration={configuration} session={session} />);
  }
} catch (thrown) {
  show(
    <Stop title="Couldn't sign in" action={{ text: 'Try again', href: '/' }}>
      {thrown instanceof Error ? thrown.message : 'Berth could not be reached.'}
    </Stop>,
  );
}
