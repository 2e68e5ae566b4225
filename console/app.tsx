import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en.json';
import { useState } from 'react';
import {
  createBrowserRouter,
  createRoutesFromElements,
  Outlet,
  Route,
  RouterProvider,
} from 'react-router-dom';
import { AccountGate } from './account/account-gate.tsx';
import { ActivityPage } from './activity/activity-page.tsx';
import { AgentsPage } from './agents/agents-page.tsx';
import { ApiProvider } from './api/provider.tsx';
import { CallsPage } from './calls/calls-page.tsx';
import { CampaignPage } from './campaigns/campaign-page.tsx';
import { CampaignsPage } from './campaigns/campaigns-page.tsx';
import { SettingsPage } from './environment-settings/settings-page.tsx';
import { EnvironmentsPage } from './environments/environments-page.tsx';
import { Frame } from './frame/frame.tsx';
import { LeadOn } from './frame/lead-on.tsx';
import { NoticesProvider } from './frame/notices.tsx';
import { NoSuchPage } from './frame/no-such-page.tsx';
import { AcceptPage } from './invitations/accept-page.tsx';
import { NumbersPage } from './numbers/numbers-page.tsx';
import { HistoryPage } from './history/history-page.tsx';
import { ReportsPage } from './reports/reports-page.tsx';
import { InEnvironment } from './resources/home.tsx';
import type { Configuration } from './session/configuration.ts';
import type { Session } from './session/session.ts';
import { UsersPage } from './users/users-page.tsx';
import { WebhookPage } from './webhooks/webhook-page.tsx';
import { WebhooksPage } from './webhooks/webhooks-page.tsx';

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

const routes = createRoutesFromElements(
  <Route element={withNotices}>
    <Route path="/invitations/accept" element={<AcceptPage />} />
    <Route element={<AccountGate />}>
      <Route element={<Frame />}>
        <Route path="/:accountId/settings/activity" element={<ActivityPage />} />
        <Route path="/:accountId/settings/environments" element={<EnvironmentsPage />} />
        <Route path="/:accountId/settings/users" element={<UsersPage />} />
        <Route path="/:accountId/:environmentId" element={<InEnvironment />}>
          <Route path="calls" element={<CallsPage />} />
          <Route path="history" element={<HistoryPage />} />
          <Route path="reports" element={<ReportsPage />} />
          <Route path="agents" element={<AgentsPage />} />
          <Route path="numbers" element={<NumbersPage />} />
          <Route path="campaigns" element={<CampaignsPage />} />
          <Route path="campaigns/:campaignId" element={<CampaignPage />} />
          <Route path="webhooks" element={<WebhooksPage />} />
          <Route path="webhooks/:webhookId" element={<WebhookPage />} />
          <Route path="environment-settings" element={<SettingsPage />} />
          <Route path="*" element={<NoSuchPage />} />
        </Route>
        <Route path="*" element={<LeadOn />} />
      </Route>
    </Route>
  </Route>,
);
