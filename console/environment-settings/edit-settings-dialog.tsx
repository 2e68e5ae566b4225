import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AgentChoice } from '../agents/agent-choice.tsx';
import type { Failure } from '../api/failure.ts';
import { EditDialog } from '../dialog/edit-dialog.tsx';
import { zoneName } from '../format/zone.ts';
import { useHome } from '../resources/home.tsx';

interface Typed {
  readonly timezone: string;
  readonly defaultLanguage: string;
  readonly defaultAgentId: string | null;
}

const settings = ['timezone', 'defaultLanguage', 'defaultAgentId'] as const;

export function EditSettingsDialog({ onClose }: { onClose: () => void }) {
  const { environment, params } = useHome();
  return (
    <EditDialog<'getEnvironmentSettings', 'editEnvironmentSettings', Typed>
      title={`Edit the settings of ${environment.name}`}
      targetId={environment.id}
      read={{ operation: 'getEnvironmentSettings', params }}
      typedOf={({ timezone, defaultLanguage, defaultAgentId }) => ({
        timezone,
        defaultLanguage,
        defaultAgentId,
      })}
      save={(body, ifMatch) => ({ operation: 'editEnvironmentSettings', params, body, ifMatch })}
      fields={settings}
      saved={() => `Saved the settings of ${environment.name}`}
      onClose={onClose}
    >
      {(fields) => <Fields {...fields} />}
    </EditDialog>
  );
}

interface FieldsProps {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
}

function Fields({ typed, onType, problems }: FieldsProps) {
  // A browser lists time zones by city, and may lack some that the API accepts.
  const zones = [...new Set(['UTC', typed.timezone, ...Intl.supportedValuesOf('timeZone')])];
  return (
    <SpaceBetween size="l">
      <FormField label="Time zone" errorText={problems['timezone']}>
        <Select
          selectedOption={optionOf(typed.timezone)}
          options={zones.map(optionOf)}
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
        constraintText="A language tag, such as en-US. Default for new agents."
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
        constraintText="Used when no agent is specified."
        agentId={typed.defaultAgentId}
        onChoose={(defaultAgentId) => onType({ ...typed, defaultAgentId })}
        problem={problems['defaultAgentId']}
      />
    </SpaceBetween>
  );
}

const optionOf = (zone: string) => ({ value: zone, label: zoneName(zone) });
