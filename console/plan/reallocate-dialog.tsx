import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMemo, useState } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useChange } from '../api/use-api.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Name } from '../format/name.tsx';
import { isWholeNumber } from '../format/whole-number.ts';
import { Quay } from '../quay/quay.tsx';
import { Preview } from './preview.tsx';
import { heldWith, type Concurrency, type Share } from './use-concurrency.ts';

/** Changes several limits in one step: all of them or none. A dry run asks the API for the effect. */
export function ReallocateDialog({ start, onClose }: { start: Concurrency; onClose: () => void }) {
  const account = useAccount();
  const { notify } = useNotices();
  const [limits, setLimits] = useState<Readonly<Record<string, string>>>({});
  const limitOf = (share: Share) => limits[share.environmentId] ?? String(share.maxConcurrentCalls);
  const { all } = useEnvironments();
  // A draining environment can't be changed any more.
  const draining = new Set(all.filter(({ deletedAt }) => deletedAt !== undefined).map(({ id }) => id));

  const call = useMemo(
    (): ApiRequest<'reallocateConcurrency'> => ({
      operation: 'reallocateConcurrency',
      params: { accountId: account.id },
      body: {
        changes: start.environments
          .map(({ environmentId, maxConcurrentCalls }) => ({
            environmentId,
            maxConcurrentCalls: Number(limits[environmentId] ?? maxConcurrentCalls),
            before: maxConcurrentCalls,
          }))
          .filter(({ maxConcurrentCalls, before }) => maxConcurrentCalls !== before)
          .map(({ before: _, ...change }) => change),
      },
    }),
    [account.id, limits, start],
  );
  const valid = start.environments.every((share) => isWholeNumber(limitOf(share)));
  const notYet = !valid
    ? 'Every limit has to be a whole number, 0 or more.'
    : call.body.changes.length === 0
      ? 'Change a limit first.'
      : undefined;
  const after = afterwards(start, (share) => (isWholeNumber(limitOf(share)) ? Number(limitOf(share)) : 0));

  return (
    <ActionDialog
      title="Reallocate concurrent calls"
      submit="Save all"
      size="large"
      call={call}
      typed={call.body.changes}
      notYet={notYet}
      onRefused={(failure) => <FailureAlert failure={failure} />}
      onDone={() => {
        notify({ type: 'success', header: 'The plan is reallocated', content: sentence(start, limits) });
        onClose();
      }}
      onClose={onClose}
    >
      <div className="on-large-screens">
        <Quay concurrency={after} legend={false} />
      </div>
      <div className="scrolls" tabIndex={0} role="group" aria-label="Limits of the environments">
        <table className="steppers">
          <thead>
            <tr>
              <th scope="col">Environment</th>
              <th scope="col">Live now</th>
              <th scope="col">Max Concurrent Calls</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {start.environments
              .filter(({ environmentId }) => !draining.has(environmentId))
              .map((share) => (
                <Stepper
                  key={share.environmentId}
                  share={share}
                  limit={limitOf(share)}
                  onChange={(limit) => setLimits((before) => ({ ...before, [share.environmentId]: limit }))}
                />
              ))}
          </tbody>
        </table>
      </div>
      <Preview allocated={after.allocated} of={after.plan.maxConcurrentCalls} />
      <DryRun call={call} notYet={notYet} />
    </ActionDialog>
  );
}

interface StepperProps {
  readonly share: Share;
  readonly limit: string;
  readonly onChange: (limit: string) => void;
}

function Stepper({ share, limit, onChange }: StepperProps) {
  const { name, activeCalls, maxConcurrentCalls } = share;
  const by = (step: number) => onChange(String(Math.max(0, Number(limit) + step)));
  const change = Number(limit) - maxConcurrentCalls;
  return (
    <tr>
      <th scope="row">
        <Name text={name} />
      </th>
      <td data-label="Live now">{activeCalls}</td>
      <td className="of-stepper">
        <div className="stepper">
          <Button
            formAction="none"
            iconName="subtract-minus"
            ariaLabel={`One less for ${name}`}
            disabled={Number(limit) <= 0}
            onClick={() => by(-1)}
          />
          <Input
            type="number"
            inputMode="numeric"
            step={1}
            value={limit}
            invalid={!isWholeNumber(limit)}
            ariaLabel={`Max Concurrent Calls of ${name}`}
            onChange={({ detail }) => onChange(detail.value)}
          />
          <Button
            formAction="none"
            iconName="add-plus"
            ariaLabel={`One more for ${name}`}
            onClick={() => by(1)}
          />
        </div>
      </td>
      <td data-label="Change">
        {change === 0 || Number.isNaN(change) ? '–' : change > 0 ? `+${change}` : `−${-change}`}
        {Number(limit) < activeCalls && <span className="soft"> running calls above it continue</span>}
      </td>
    </tr>
  );
}

/** Asks the API for the effect, without making the change. */
function DryRun({ call, notYet }: { call: ApiRequest<'reallocateConcurrency'>; notYet: string | undefined }) {
  const dryRun = useChange<'reallocateConcurrency'>();
  const [asked, setAsked] = useState<ApiRequest<'reallocateConcurrency'>>();
  // The answer to an earlier question would be misleading.
  const settled = asked === call ? dryRun : undefined;
  return (
    <div className="dry-run">
      <Button
        formAction="none"
        loading={dryRun.isPending}
        disabled={notYet !== undefined}
        {...(notYet !== undefined && { disabledReason: notYet })}
        onClick={() => {
          setAsked(call);
          dryRun.mutate({ ...call, body: { ...call.body, dryRun: true } });
        }}
      >
        Dry run
      </Button>
      <div role="status">
        {settled?.data && (
          <StatusIndicator type="success">
            The API agrees: {settled.data.body.allocated} of {settled.data.body.plan.maxConcurrentCalls} would
            be allocated. Nothing was changed.
          </StatusIndicator>
        )}
        {settled?.error && (
          <FailureAlert failure={settled.error} message={`It would be refused: ${settled.error.message}`} />
        )}
      </div>
    </div>
  );
}

/** The plan after the change, computed here so that it follows every step. */
function afterwards(start: Concurrency, limitOf: (share: Share) => number): Concurrency {
  const environments = start.environments.map((share) => ({
    ...share,
    maxConcurrentCalls: limitOf(share),
    allocatedConcurrentCalls: heldWith(limitOf(share), share),
  }));
  const allocated = environments.reduce((sum, { allocatedConcurrentCalls: held }) => sum + held, 0);
  const { maxConcurrentCalls } = start.plan;
  return { ...start, environments, allocated, unallocated: Math.max(0, maxConcurrentCalls - allocated) };
}

/** “default: 20 → 15, production: 15 → 20”. */
const sentence = ({ environments }: Concurrency, limits: Readonly<Record<string, string>>): string =>
  environments
    .map(({ environmentId, name, maxConcurrentCalls: before }) => ({
      name,
      before,
      after: limits[environmentId],
    }))
    .filter(({ before, after }) => after !== undefined && Number(after) !== before)
    .map(({ name, before, after }) => `${name}: ${before} → ${after}`)
    .join(', ');
