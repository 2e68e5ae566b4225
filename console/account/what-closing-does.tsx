import Alert from '@cloudscape-design/components/alert';

/** What happens to a closed account. Admins and operators see the same text. */
export const WhatClosingDoes = ({ name, environments }: { name: string; environments: number }) => (
  <Alert type="warning" header={`What happens when ${name} is closed`}>
    <ul>
      <li>
        {environments === 1 ? 'Its environment is' : `Its ${environments} environments are`} deleted. API keys
        stop working at once, and no call starts any more. Running calls continue until they end.
      </li>
      <li>Nothing in the account can be changed. Its users can still read it.</li>
      <li>
        After 30 days everything is removed for good: environments, call records, users, service accounts and
        activity. Only the name, the plan and the usage of the account are kept, for its last bills.
      </li>
      <li>Until then an operator of this service can resume it, with the same API keys.</li>
    </ul>
  </Alert>
);
