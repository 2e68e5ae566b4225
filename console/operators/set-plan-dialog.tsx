import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { ApiRequest } from '../api/request.ts';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { figure } from '../format/figure.ts';
import { isWholeNumber } from '../format/whole-number.ts';
import { useNotices } from '../frame/notices.tsx';
import type { DialogProps, Inspected } from './inspected.ts';
import { refused } from './refused.tsx';

export function SetPlanDialog({ account, params, onClose }: DialogProps) {
  const { notify } = useNotices();
  const { accountId } = params;
  const [name, setName] = useState(account.plan.name);
  const [calls, setCalls] = useState(String(account.plan.maxConcurrentCalls));
  const call = useMemo(
    (): ApiRequest<'setPlan'> => ({
      operation: 'setPlan',
      params: { accountId },
      body: { name, maxConcurrentCalls: Number(calls) },
    }),
    [accountId, name, calls],
  );
  const isNumber = isWholeNumber(calls) && Number(calls) > 0;
  return (
    <ActionDialog
      title={`Set the plan of ${account.name}`}
      submit="Set plan"
      call={call}
      typed={{ name, calls }}
      notYet={
        name.trim() === ''
          ? 'Enter the name of the plan.'
          : isNumber
            ? undefined
            : 'Max Concurrent Calls has to be a whole number, 1 or more.'
      }
      fields={['name', 'maxConcurrentCalls']}
      onRefused={refused}
      onDone={({ body: { plan } }) => {
        notify({
          type: 'success',
          header: `${account.name} is on the plan ${plan.name}`,
          content: `It allows ${figure(plan.maxConcurrentCalls)} concurrent calls.`,
        });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <SpaceBetween size="l">
          <p>
            The new plan holds at once. Nothing is taken from any environment: its Admins allocate what a
            larger plan adds.
          </p>
          <FormField label="Plan name" errorText={problems['name']}>
            <Input
              ariaRequired
              autoComplete={false}
              value={name}
              onChange={({ detail }) => setName(detail.value)}
            />
          </FormField>
          <FormField
            label="Max Concurrent Calls"
            constraintText={`Its environments hold ${figure(account.allocatedConcurrentCalls)} now: not fewer than that.`}
            errorText={problems['maxConcurrentCalls']}
          >
            <Input
              ariaRequired
              type="number"
              inputMode="numeric"
              step={1}
              value={calls}
              onChange={({ detail }) => setCalls(detail.value)}
            />
          </FormField>
          {isNumber && Number(calls) < account.allocatedConcurrentCalls && (
            <WhatHoldsIt account={account} calls={Number(calls)} />
          )}
        </SpaceBetween>
      )}
    </ActionDialog>
  );
}

/** Which environments stand in the way of a smaller plan. */
function WhatHoldsIt({ account, calls }: { account: Inspected; calls: number }) {
  const holders = account.environments
    .filter(({ allocatedConcurrentCalls: held }) => held > 0)
    .toSorted((one, other) => other.allocatedConcurrentCalls - one.allocatedConcurrentCalls);
  const over = account.allocatedConcurrentCalls - calls;
  return (
    <div role="status">
      <Alert
        type="warning"
        header={`${figure(over)} more ${over === 1 ? 'is' : 'are'} allocated than this plan would allow`}
      >
        <ul>
          {holders.map(({ id, name, allocatedConcurrentCalls, status }) => (
            <li key={id}>
              {name} holds {figure(allocatedConcurrentCalls)}
              {status === 'draining' && ', until its last call ends'}
            </li>
          ))}
        </ul>
        Ask an Admin of the account to lower these limits first.
      </Alert>
    </div>
  );
}
