import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { NumberFields, numberFields, type Typed } from './number-fields.tsx';

export function AddNumberDialog({ onClose }: { onClose: () => void }) {
  const { params } = useHome();
  const { notify } = useNotices();
  const [e164, setE164] = useState('');
  const [typed, setTyped] = useState<Typed>({ label: '', inboundAgentId: null });
  const call = useMemo(
    (): ApiRequest<'createEnvironmentNumber'> => ({
      operation: 'createEnvironmentNumber',
      params,
      // A number with spaces and hyphens, or with 00 instead of the plus, is accepted as well.
      body: { e164: e164.replaceAll(/[\s().-]/g, '').replace(/^00/, '+'), ...typed },
    }),
    [params, e164, typed],
  );
  return (
    <ActionDialog
      title="Add number"
      submit="Add number"
      call={call}
      typed={{ e164, ...typed }}
      notYet={call.body.e164 === '' ? 'Enter a number first.' : undefined}
      fields={['e164', ...numberFields]}
      onDone={({ body }) => {
        notify({ type: 'success', header: `${body.e164} is added` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <SpaceBetween size="l">
          <FormField
            label="Telephone number"
            constraintText="With its country code, such as +1 415 555 0100."
            errorText={inWords(problems['e164'])}
          >
            <Input
              inputMode="tel"
              ariaRequired
              autoComplete={false}
              value={e164}
              onChange={({ detail }) => setE164(detail.value)}
            />
          </FormField>
          <NumberFields typed={typed} onType={setTyped} problems={problems} />
        </SpaceBetween>
      )}
    </ActionDialog>
  );
}

/** The API speaks of E.164, which few people know. */
const inWords = (problem: string | undefined): string | undefined =>
  problem?.includes('E.164') === true
    ? 'Start with + and the country code, such as +1 415 555 0100.'
    : problem;
