import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en.json';
import { useState, type ComponentType } from 'react';
import {
  createBrowserRouter,
  createRoutesFromElements,
  Outlet,
  Route,
  RouterProvider,
} from 'react-router-dom';
import { AccountGate } from './account/account-gate.tsx';
import { ApiProvider } from './api/provider.tsx';
import { Frame } from './frame/frame.tsx';
import { Stop, Waiting } from './frame/full-page.tsx';
import { LeadOn } from './place/lead-on.tsx';
import { NoticesProvider } from './frame/notices.tsx';
import { NoSuchPage } from './place/no-such-page.tsx';
import { InEnvironment } from './resources/home.tsx';
import type { Configuration } from './session/configuration.ts';
import type { Session } from './session/session.ts';

export function App({ configuration, session }: { configuration: Configuration; session: Session }) {
  const [router] = useState(() => createBrowserRouter(routes));
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <ApiProvider configuration={configuration} session={session}>
        <RouterProvider router={router} />
      </ApiProvider>
    </I18nProvider>
  );
}

const withNotices = (
  <NoticesProvider>
    <Outlet />
  </NoticesProvider>
);

/** A page is loaded when somebody opens it. */
const page = (load: () => Promise<ComponentType>) => ({ lazy: async () => ({ Component: await load() }) });

const calls = page(async () => (await import('./calls/calls-page.tsx')).CallsPage);
const history = page(async () => (await import('./history/history-page.tsx')).HistoryPage);
const reports = page(async () => (await import('./reports/reports-page.tsx')).ReportsPage);
const agents = page(async () => (await import('./agents/agents-page.tsx')).AgentsPage);
const agent = page(async () => (await import('./agents/agent-page.tsx')).AgentPage);
const createAgent = page(async () => (await import('./agents/create-agent-page.tsx')).CreateAgentPage);
const numbers = page(async () => (await import('./numbers/numbers-page.tsx')).NumbersPage);
const campaigns = page(async () => (await import('./campaigns/campaigns-page.tsx')).CampaignsPage);
const campaign = page(async () => (await import('./campaigns/campaign-page.tsx')).CampaignPage);
const number = page(async () => (await import('./numbers/number-page.tsx')).NumberPage);
const call = page(async () => (await import('./call/call-page.tsx')).CallPage);
const apiKeys = page(async () => (await import('./api-keys/api-keys-page.tsx')).ApiKeysPage);
const account = page(async () => (await import('./account/account-page.tsx')).AccountPage);
const profile = page(async () => (await import('./profile/profile-page.tsx')).ProfilePage);
const webhooks = page(async () => (await import('./webhooks/webhooks-page.tsx')).WebhooksPage);
const webhook = page(async () => (await import('./webhooks/webhook-page.tsx')).WebhookPage);
const settings = page(async () => (await import('./environment-settings/settings-page.tsx')).SettingsPage);
const environments = page(
  async () => (await import('./environments/environments-page.tsx')).EnvironmentsPage,
);
const users = page(async () => (await import('./users/users-page.tsx')).UsersPage);
const serviceAccounts = page(
  async () => (await import('./service-accounts/service-accounts-page.tsx')).ServiceAccountsPage,
);
const activity = page(async () => (await import('./activity/activity-page.tsx')).ActivityPage);
const accept = page(async () => (await import('./invitations/accept-page.tsx')).AcceptPage);
const operator = page(async () => (await import('./operators/operator-frame.tsx')).OperatorFrame);
const allAccounts = page(async () => (await import('./operators/accounts/accounts-page.tsx')).AccountsPage);
const anyAccount = page(async () => (await import('./operators/account/account-page.tsx')).AccountPage);
const createAccount = page(async () => (await import('./account/create-account-page.tsx')).CreateAccountPage);

const couldNotLoad = (
  <Stop
    title="This page could not be loaded"
    action={{ text: 'Reload', onClick: () => window.location.reload() }}
  >
    There may be no connection, or there is a newer version of Berth.
  </Stop>
);

const routes = createRoutesFromElements(
  <Route
    element={withNotices}
    hydrateFallbackElement={<Waiting text="Loading" />}
    errorElement={couldNotLoad}
  >
    <Route path="/invitations/accept" {...accept} />
    <Route path="/create-account" {...createAccount} />
    <Route path="/operator" {...operator}>
      <Route index {...allAccounts} />
      <Route path="accounts/:accountId" {...anyAccount} />
    </Route>
    <Route element={<AccountGate />}>
      <Route element={<Frame />}>
        <Route path="/:accountId/settings/account" {...account} />
        <Route path="/:accountId/settings/profile" {...profile} />
        <Route path="/:accountId/settings/activity" {...activity} />
        <Route path="/:accountId/settings/environments" {...environments} />
        <Route path="/:accountId/settings/users" {...users} />
        <Route path="/:accountId/settings/service-accounts" {...serviceAccounts} />
        <Route path="/:accountId/:environmentId" element={<InEnvironment />}>
          <Route path="calls" {...calls} />
          <Route path="calls/:callId" {...call} />
          <Route path="history" {...history} />
          <Route path="reports" {...reports} />
          <Route path="agents" {...agents} />
          <Route path="agents/new" {...createAgent} />
          <Route path="agents/:agentId" {...agent} />
          <Route path="numbers" {...numbers} />
          <Route path="numbers/:numberId" {...number} />
          <Route path="api-keys" {...apiKeys} />
          <Route path="campaigns" {...campaigns} />
          <Route path="campaigns/:campaignId" {...campaign} />
          <Route path="webhooks" {...webhooks} />
          <Route path="webhooks/:webhookId" {...webhook} />
          <Route path="environment-settings" {...settings} />
          <Route path="*" element={<NoSuchPage />} />
        </Route>
        <Route path="*" element={<LeadOn />} />
      </Route>
    </Route>
  </Route>,
);
