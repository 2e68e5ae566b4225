import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en.json';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router-dom';
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

export function App({ configuration, session }: { configuration: Configuration; session: Session }) {
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <ApiProvider configuration={configuration} session={session}>
        <NoticesProvider>
          <BrowserRouter>
            <Routes>
              <Route path="/invitations/accept" element={<AcceptPage />} />
              <Route element={<AccountGate />}>
                <Route element={<Frame />}>
                  <Route index element={<Navigate to="/calls" replace />} />
                  <Route path="/calls" element={<CallsPage />} />
                  <Route element={<InEnvironment />}>
                    <Route path="/history" element={<HistoryPage />} />
                    <Route path="/reports" element={<ReportsPage />} />
                    <Route path="/agents" element={<AgentsPage />} />
                    <Route path="/numbers" element={<NumbersPage />} />
                    <Route path="/campaigns" element={<CampaignsPage />} />
                    <Route path="/campaigns/:campaignId" element={<CampaignPage />} />
                    <Route path="/environment-settings" element={<SettingsPage />} />
                  </Route>
                  <Route path="/settings/activity" element={<ActivityPage />} />
                  <Route path="/settings/environments" element={<EnvironmentsPage />} />
                  <Route path="/settings/users" element={<UsersPage />} />
                  <Route path="*" element={<NoSuchPage />} />
                </Route>
              </Route>
            </Routes>
          </BrowserRouter>
        </NoticesProvider>
      </ApiProvider>
    </I18nProvider>
  );
}
