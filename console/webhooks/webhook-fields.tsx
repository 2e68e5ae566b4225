import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Failure } from '../api/failure.ts';
import { eventTexts, type Webhook } from './webhook.ts';

export type Typed = Pick<Webhook, 'url' | 'description' | 'events'>;

export const webhookFields = ['url', 'description', 'events'] as const;

type EventType = Webhook['events'][number];
const eventTypes = Object.keys(eventTexts) as EventType[];

interface Props {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
}

export const notYet = ({ url, events }: Typed): string | undefined => {
  if (url === '') return 'Enter a URL first.';
  return events.length === 0 ? 'Choose at least one event.' : undefined;
};

export function WebhookFields({ typed, onType, problems }: Props) {
  const toggle = (event: EventType, chosen: boolean) =>
    onType({
      ...typed,
      events: eventTypes.filter((type) => (type === event ? chosen : typed.events.includes(type))),
    });
  return (
    <SpaceBetween size="l">
      <FormField
        label="URL"
        constraintText="Where events are sent: https:// and a public address."
        errorText={problems['url']}
      >
        <Input
          inputMode="url"
          ariaRequired
          autoComplete={false}
          placeholder="https://example.com/berth"
          value={typed.url}
          onChange={({ detail }) => onType({ ...typed, url: detail.value })}
        />
      </FormField>
      <FormField
        label="Description"
        constraintText="What it is for, up to 200 characters."
        errorText={problems['description']}
      >
        <Input
          value={typed.description}
          onChange={({ detail }) => onType({ ...typed, description: detail.value })}
        />
      </FormField>
      <FormField label="Events" errorText={problems['events']}>
        <SpaceBetween size="xs">
          {eventTypes.map((type) => (
            <Checkbox
              key={type}
              checked={typed.events.includes(type)}
              description={eventTexts[type]}
              onChange={({ detail }) => toggle(type, detail.checked)}
            >
              {type}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
    </SpaceBetween>
  );
}
