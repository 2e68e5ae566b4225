import { useMemo, useState } from 'react';
import type { ApiRequest } from '../api/request.ts';
import { useRead } from '../api/use-api.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { AgentFields, agentFields, notYet, type Typed } from './agent-fields.tsx';

const nothing: Typed = { name: '', description: '', language: '', voice: '', greeting: '', prompt: '' };

export function CreateAgentDialog({ onClose }: { onClose: () => void }) {
  const { params } = useHome();
  const { notify } = useNotices();
  const { data: settings } = useRead({ operation: 'getEnvironmentSettings', params });
  const [typed, setTyped] = useState(nothing);
  const call = useMemo((): ApiRequest<'createEnvironmentAgent'> => {
    const { language, ...rest } = typed;
    return {
      operation: 'createEnvironmentAgent',
      params,
      body: { ...rest, ...(language !== '' && { language }) },
    };
  }, [params, typed]);
  return (
    <ActionDialog
      title="Create agent"
      submit="Create agent"
      size="large"
      call={call}
      typed={typed}
      notYet={notYet(typed)}
      fields={agentFields}
      onDone={({ body: { name } }) => {
        notify({ type: 'success', header: `${name} is created` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <AgentFields
          typed={typed}
          onType={setTyped}
          problems={problems}
          languageHint={settings && `Default: ${settings.defaultLanguage}.`}
        />
      )}
    </ActionDialog>
  );
}
