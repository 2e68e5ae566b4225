import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAccount } from '../account/account.ts';
import type { Failure } from '../api/failure.ts';
import type { AnswerTo } from '../api/request.ts';
import { useList } from '../api/use-api.ts';
import { EditDialog } from '../dialog/edit-dialog.tsx';
import { useHome } from '../resources/home.tsx';

export type Alerts = AnswerTo<'getEnvironmentSettings'>['alerts'];

const fields = ['nearPercent', 'refusals', 'expiredCalls', 'mailTo'] as const;

export function EditAlertsDialog({ onClose }: { onClose: () => void }) {
  const { environment, params } = useHome();
  return (
    <EditDialog<'getEnvironmentSettings', 'editEnvironmentSettings', Alerts>
      title={`Change the alerts of ${environment.name}`}
      targetId={environment.id}
      read={{ operation: 'getEnvironmentSettings', params }}
      typedOf={({ alerts }) => alerts}
      notYet={notYet}
      save={(alerts, ifMatch) => ({
        operation: 'editEnvironmentSettings',
        params,
        body: { alerts },
        ifMatch,
      })}
      fields={fields.map((field) => `alerts.${field}`)}
      saved={() => `Saved the alerts of ${environment.name}`}
      onClose={onClose}
    >
      {(form) => <Fields {...form} />}
    </EditDialog>
  );
}

const isBetween = (value: number | null, least: number, most: number) =>
  value === null || (Number.isInteger(value) && value >= least && value <= most);

function notYet({ nearPercent, refusals, expiredCalls, mailTo }: Alerts): string | undefined {
  if (!isBetween(nearPercent, 50, 99)) return 'Enter a share from 50 to 99 %.';
  if (!isBetween(expiredCalls, 1, 1000)) return 'Enter a number of calls from 1 to 1000.';
  const isOn = nearPercent !== null || refusals || expiredCalls !== null;
  return isOn && mailTo.length === 0 ? 'Choose who gets the mails.' : undefined;
}

/** The share of the limit with which the alert is turned on. */
const USUAL_PERCENT = 80;

interface FieldsProps {
  readonly typed: Alerts;
  readonly onType: (typed: Alerts) => void;
  readonly problems: Failure['fields'];
}

function Fields({ typed, onType, problems }: FieldsProps) {
  const { nearPercent, refusals, expiredCalls, mailTo } = typed;
  return (
    <SpaceBetween size="l">
      <Figure
        what={`Usage reaches ${nearPercent || USUAL_PERCENT} % of the limit`}
        label="Share of the limit in use, in percent"
        usual={USUAL_PERCENT}
        value={nearPercent}
        onChange={(value) => onType({ ...typed, nearPercent: value })}
        problem={problems['alerts.nearPercent']}
      />
      <Checkbox
        checked={refusals}
        description="The first in an hour."
        onChange={({ detail }) => onType({ ...typed, refusals: detail.checked })}
      >
        A call is refused because a limit is reached
      </Checkbox>
      <Figure
        what="Calls expire without a heartbeat"
        label="Expired calls in an hour"
        usual={10}
        value={expiredCalls}
        onChange={(value) => onType({ ...typed, expiredCalls: value })}
        problem={problems['alerts.expiredCalls']}
      />
      <MailTo
        chosen={mailTo}
        onChoose={(users) => onType({ ...typed, mailTo: users })}
        problem={problems['alerts.mailTo']}
      />
    </SpaceBetween>
  );
}

interface FigureProps {
  readonly what: string;
  readonly label: string;
  /** The value with which it is turned on. */
  readonly usual: number;
  /** null: turned off; NaN: nothing was entered. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly problem: string | undefined;
}

function Figure({ what, label, usual, value, onChange, problem }: FigureProps) {
  return (
    <SpaceBetween size="xs">
      <Checkbox checked={value !== null} onChange={({ detail }) => onChange(detail.checked ? usual : null)}>
        {what}
      </Checkbox>
      {value !== null && (
        <FormField label={label} errorText={problem}>
          <Input
            type="number"
            inputMode="numeric"
            ariaRequired
            value={Number.isNaN(value) ? '' : String(value)}
            onChange={({ detail }) => onChange(detail.value === '' ? Number.NaN : Number(detail.value))}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

interface MailToProps {
  readonly chosen: readonly string[];
  readonly onChoose: (users: string[]) => void;
  readonly problem: string | undefined;
}

function MailTo({ chosen, onChoose, problem }: MailToProps) {
  const account = useAccount();
  const { data: users = [] } = useList({ operation: 'listUsers', params: { accountId: account.id } });
  const admins = users
    .filter(({ role }) => role === 'admin')
    .map(({ userId, name, email }) => ({ value: userId, label: name, description: email }));
  return (
    <FormField
      label="Send to"
      constraintText="Up to 20 Admins. Each gets one mail for each kind of alert and hour at most."
      errorText={problem}
    >
      <Multiselect
        placeholder="Choose Admins"
        empty="No Admins"
        options={admins}
        selectedOptions={chosen.map(
          (user) => admins.find(({ value }) => value === user) ?? { value: user, label: user },
        )}
        deselectAriaLabel={({ label }) => `Remove ${label}`}
        onChange={({ detail }) => onChoose(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
      />
    </FormField>
  );
}
