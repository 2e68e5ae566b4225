import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { ApiRequest } from '../api/request.ts';
import { useRead } from '../api/use-api.ts';
import { PageForm } from '../form/page-form.tsx';
import { useAction } from '../form/use-action.ts';
import { useNotices } from '../frame/notices.tsx';
import { Page } from '../frame/page.tsx';
import { Breadcrumbs } from '../place/breadcrumbs.tsx';
import { usePaths } from '../place/paths.ts';
import { useDetail } from '../place/title.ts';
import { useHome } from '../resources/home.tsx';
import { AgentFields, agentFields, notYet, type Typed } from './agent-fields.tsx';

const TITLE = 'Create agent';
const nothing: Typed = { name: '', description: '', language: '', voice: '', greeting: '', prompt: '' };

/** A new agent of the current environment. */
export function CreateAgentPage() {
  useDetail(TITLE);
  const { params, whyNot } = useHome();
  const { notify } = useNotices();
  const navigate = useNavigate();
  const { toEnvironment } = usePaths();
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
  const action = useAction({
    call,
    typed,
    onDone({ body: { id, name } }) {
      notify({ type: 'success', header: `${name} is created` });
      void navigate(toEnvironment('agents', id), { replace: true });
    },
    onLeave: () => setTyped(nothing),
  });
  return (
    <Page isForAdmins title={TITLE} breadcrumbs={<Breadcrumbs page="agents" name={TITLE} />}>
      <PageForm
        label={TITLE}
        submit={TITLE}
        // The question about unsaved text comes with the navigation.
        cancel={{ text: 'Cancel', onClick: () => void navigate(toEnvironment('agents')) }}
        action={action}
        call={call}
        whyNot={whyNot ?? notYet(typed)}
        fields={agentFields}
      >
        <AgentFields
          typed={typed}
          onType={setTyped}
          problems={action.problems}
          readOnly={whyNot !== undefined}
          languageHint={settings && `Default: ${settings.defaultLanguage}.`}
        />
      </PageForm>
    </Page>
  );
}
