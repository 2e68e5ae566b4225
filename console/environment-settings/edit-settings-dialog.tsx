import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { AgentChoice } from '../agents/agent-choice.tsx';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { AsOfNow } from '../parts/as-of-now.tsx';
import { changedFields, unchanged } from '../parts/changed-fields.ts';
import { ChangedMeanwhile } from '../parts/changed-meanwhile.tsx';
import { useHome } from '../resources/home.tsx';

export function EditSettingsDialog({ onClose }: { onClose: () => void }) {
  const { environment, params } = useHome();
  return (
    <AsOfNow
      title={`Edit the settings of ${environment.name}`}
      call={{ operation: 'getEnvironmentSettings', params }}
      onClose={onClose}
    >
      {(start, reload) => <EditForm start={start} onReload={reload} onClose={onClose} />}
    </AsOfNow>
  );
}

interface Typed {
  readonly timezone: string;
  readonly defaultLanguage: string;
  readonly defaultAgentId: string | null;
}

const fields = ['timezone', 'defaultLanguage', 'defaultAgentId'] as const;

interface Props {
  readonly start: Answered<'getEnvironmentSettings'>;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

function EditForm({ start: { body: before, etag }, onReload, onClose }: Props) {
  const { environment, params } = useHome();
  const { notify } = useNotices();
  const [typed, setTyped] = useState<Typed>(() => {
    const { timezone, defaultLanguage, defaultAgentId } = before;
    return { timezone, defaultLanguage, defaultAgentId };
  });
  const call = useMemo(
    (): ApiCall<'editEnvironmentSettings'> => ({
      operation: 'editEnvironmentSettings',
      params,
      body: changedFields<Typed>(before, typed),
      ifMatch: etag,
    }),
    [params, before, etag, typed],
  );
  return (
    <ActionDialog
      title={`Edit the settings of ${environment.name}`}
      submit="Save"
      call={call}
      notYet={unchanged(call.body)}
      fields={fields}
      onRefused={(failure) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile targetId={environment.id} failure={failure} onReload={onReload} />
        )
      }
      onDone={() => {
        notify({ type: 'success', header: `The settings of ${environment.name} are saved` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => <Fields typed={typed} onType={setTyped} problems={problems} />}
    </ActionDialog>
  );
}

interface FieldsProps {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
}

function Fields({ typed, onType, problems }: FieldsProps) {
  // A browser lists the zones of places, and need not list all that the API knows.
  const zones = [...new Set(['UTC', typed.timezone, ...Intl.supportedValuesOf('timeZone')])];
  return (
    <SpaceBetween size="l">
      <FormField label="Time zone" errorText={problems['timezone']}>
        <Select
          selectedOption={{ value: typed.timezone }}
          options={zones.map((value) => ({ value }))}
          filteringType="auto"
          filteringAriaLabel="Find a time zone"
          noMatch="There is no such time zone."
          virtualScroll
          onChange={({ detail }) =>
            onType({ ...typed, timezone: detail.selectedOption.value ?? typed.timezone })
          }
        />
      </FormField>
      <FormField
        label="Default language"
        constraintText="A language tag, such as en-US. A new agent speaks it unless told otherwise."
        errorText={problems['defaultLanguage']}
      >
        <Input
          ariaRequired
          spellcheck={false}
          value={typed.defaultLanguage}
          onChange={({ detail }) => onType({ ...typed, defaultLanguage: detail.value })}
        />
      </FormField>
      <AgentChoice
        label="Default agent"
        none="No agent"
        constraintText="The agent that is meant when none is named."
        agentId={typed.defaultAgentId}
        onChoose={(defaultAgentId) => onType({ ...typed, defaultAgentId })}
        problem={problems['defaultAgentId']}
      />
    </SpaceBetween>
  );
}
