import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { List } from '../table/list.tsx';
import { useState } from 'react';
import { roleNames, useAccount } from '../account/account.ts';
import { useConnection } from '../api/provider.tsx';
import { useList, useRead } from '../api/use-api.ts';
import {
  browserZone,
  chooseZone,
  useZoneChoice,
  zoneChoices,
  zoneName,
  type ZoneChoice,
} from '../format/zone.ts';
import { looks, useLook, type Look } from '../frame/look.ts';
import { Page } from '../frame/page.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { Missing } from '../parts/missing.tsx';
import { To } from '../place/page-link.tsx';
import { useHome } from '../resources/home.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';

/** The user, and their preferences in the console. */
export function ProfilePage() {
  const { session } = useConnection();
  const { me, role, name } = useAccount();
  return (
    <Page title="Your profile" description="Your name and email come from how you sign in.">
      <Container>
        <FactsGrid
          columns={4}
          minColumnWidth={210}
          items={[
            { label: 'Name', value: session.name },
            { label: 'Email', value: session.email },
            { label: `Role in ${name}`, value: roleNames[role] },
            { label: 'User ID', value: <Copyable text={me.userId} what="user ID" cut /> },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">In this browser</Header>}>
        <SpaceBetween size="l">
          <Zone />
          <Appearance />
        </SpaceBetween>
      </Container>
      <Accounts />
    </Page>
  );
}

function Zone() {
  const { environment, params } = useHome();
  const choice = useZoneChoice();
  const settings = useRead({ operation: 'getEnvironmentSettings', params });
  const ofEnvironment =
    settings.data === undefined
      ? settings.error === null
        ? '…'
        : 'not known'
      : zoneName(settings.data.timezone);
  const names: Readonly<Record<ZoneChoice, string>> = {
    browser: `This browser: ${zoneName(browserZone)}`,
    environment: `Environment ${environment.name}: ${ofEnvironment}`,
    UTC: 'UTC',
  };
  const options = zoneChoices.map((value) => ({ value, label: names[value] }));
  return (
    <SpaceBetween size="xs">
      <FormField
        label="Time zone"
        description="Used for all times, days and hours in the console. Downloads and the API use UTC."
      >
        <Select
          selectedOption={options.find(({ value }) => value === choice) ?? null}
          options={options}
          onChange={({ detail }) => chooseZone(detail.selectedOption.value as ZoneChoice)}
        />
      </FormField>
      {settings.error !== null && settings.data === undefined && (
        <Missing what={`the settings of ${environment.name}`} of={settings} />
      )}
    </SpaceBetween>
  );
}

function Appearance() {
  const [look, setLook] = useLook();
  const [shown, setShown] = useState(look);
  const options = Object.entries(looks).map(([value, label]) => ({ value, label }));
  return (
    <FormField label="Appearance">
      <Select
        selectedOption={options.find(({ value }) => value === shown) ?? null}
        options={options}
        onChange={({ detail }) => {
          setShown(detail.selectedOption.value as Look);
          setLook(detail.selectedOption.value as Look);
        }}
      />
    </FormField>
  );
}

function Accounts() {
  const memberships = useList({ operation: 'listMemberships' });
  const { data } = memberships;
  if (data === undefined) return <Missing what="your accounts" of={memberships} />;
  return (
    <List
      items={data}
      trackBy="accountId"
      name="Your accounts"
      header={
        <Header variant="h2" counter={`(${data.length})`}>
          Your accounts
        </Header>
      }
      columnDefinitions={[
        {
          id: 'name',
          header: 'Account',
          isRowHeader: true,
          cell: ({ accountId, accountName }) => <To path={`/${accountId}`}>{accountName}</To>,
        },
        { id: 'role', header: 'Role', cell: ({ role }) => roleNames[role] },
        {
          id: 'id',
          header: 'ID',
          cell: ({ accountId }) => <Copyable text={accountId} what="account ID" cut />,
        },
      ]}
    />
  );
}
