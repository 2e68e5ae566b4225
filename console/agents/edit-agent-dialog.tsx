import { useMemo, useState } from 'react';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import { AsOfNow } from '../parts/as-of-now.tsx';
import { changedFields, unchanged } from '../parts/changed-fields.ts';
import { SaveDialog } from '../parts/save-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { AgentFields, agentFields, notYet, type Typed } from './agent-fields.tsx';
import type { Agent } from './agent.ts';

export function EditAgentDialog({
  agent: { id, name },
  onClose,
}: {
  agent: Pick<Agent, 'id' | 'name'>;
  onClose: () => void;
}) {
  const { params } = useHome();
  return (
    <AsOfNow
      title={`Edit ${name}`}
      call={{ operation: 'getEnvironmentAgent', params: { ...params, agentId: id } }}
      onClose={onClose}
    >
      {(start, reload) => <EditForm start={start} onReload={reload} onClose={onClose} />}
    </AsOfNow>
  );
}

interface Props {
  readonly start: Answered<'getEnvironmentAgent'>;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

function EditForm({ start: { body: before, etag }, onReload, onClose }: Props) {
  const { params } = useHome();
  const [typed, setTyped] = useState<Typed>(() => {
    const { name, description, language, voice, greeting, prompt } = before;
    return { name, description, language, voice, greeting, prompt };
  });
  const call = useMemo(
    (): ApiCall<'editEnvironmentAgent'> => ({
      operation: 'editEnvironmentAgent',
      params: { ...params, agentId: before.id },
      body: changedFields<Typed>(before, typed),
      ifMatch: etag,
    }),
    [params, before, etag, typed],
  );
  return (
    <SaveDialog
      id={before.id}
      name={before.name}
      size="large"
      call={call}
      notYet={notYet(typed) ?? unchanged(call.body)}
      fields={agentFields}
      nameOf={({ name }) => name}
      onReload={onReload}
      onClose={onClose}
    >
      {(problems) => (
        <AgentFields
          typed={typed}
          onType={setTyped}
          problems={problems}
          languageHint="A language tag, such as en-US."
        />
      )}
    </SaveDialog>
  );
}
