import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { ApiRequest } from '../../api/request.ts';
import { useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { figure } from '../../format/figure.ts';
import { isWholeNumber } from '../../format/whole-number.ts';
import { useNotices } from '../../frame/notices.tsx';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import type { DialogProps, Inspected } from '../inspected.ts';
import { refused } from './refused.tsx';

export function SetPlanDialog({ account, params, onClose }: DialogProps) {
  const { notify } = useNotices();
  const { accountId } = params;
  const [name, setName] = useState(account.plan.name);
  const [calls, setCalls] = useState(String(account.plan.maxConcurrentCalls));
  const [lowers, setLowers] = useState(false);
  const isNumber = isWholeNumber(calls) && Number(calls) > 0;
  const isTooSmall = isNumber && Number(calls) < account.allocatedConcurrentCalls;
  const call = useMemo(
    (): ApiRequest<'setPlan'> => ({
      operation: 'setPlan',
      params: { accountId },
      body: {
        name,
        maxConcurrentCalls: Number(calls),
        ...(isTooSmall && lowers && { lowerEnvironments: true }),
      },
    }),
    [accountId, name, calls, isTooSmall, lowers],
  );
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
            The new plan takes effect at once. No call is ended. If it is larger, Admins of the account can
            allocate the additional calls.
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
            constraintText={`Its environments hold ${figure(account.allocatedConcurrentCalls)} now.`}
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
          {isTooSmall && (
            <SpaceBetween size="s">
              <WhatHoldsIt account={account} calls={Number(calls)} />
              <Checkbox
                checked={lowers}
                description="In proportion, before the plan is set"
                onChange={({ detail }) => setLowers(detail.checked)}
              >
                Lower the environments’ limits
              </Checkbox>
              {lowers && <Preview call={call} />}
            </SpaceBetween>
          )}
        </SpaceBetween>
      )}
    </ActionDialog>
  );
}

/** The environments that prevent a smaller plan. */
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
      </Alert>
    </div>
  );
}

/** The lowered limits, from a dry run. */
function Preview({ call }: { call: ApiRequest<'setPlan'> }) {
  const dryRun = useChange<'setPlan'>();
  const [asked, setAsked] = useState<ApiRequest<'setPlan'>>();
  const lowered = asked === call ? dryRun.data?.body.lowered : undefined;
  return (
    <SpaceBetween size="s">
      <Button
        formAction="none"
        loading={dryRun.isPending}
        onClick={() => {
          setAsked(call);
          dryRun.mutate({ ...call, body: { ...call.body, dryRun: true } });
        }}
      >
        Preview
      </Button>
      <div role="status">
        {asked === call && dryRun.error !== null && <FailureAlert failure={dryRun.error} />}
        {lowered !== undefined && (
          <ul>
            {lowered.map(({ environmentId, name, from, to }) => (
              <li key={environmentId}>
                {name}: {figure(from)} → {figure(to)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </SpaceBetween>
  );
}
