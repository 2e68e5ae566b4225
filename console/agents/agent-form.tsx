import { ChangedMeanwhile } from '../form/changed-meanwhile.tsx';
import { PageForm } from '../form/page-form.tsx';
import { useHome } from '../resources/home.tsx';
import type { Agent } from './agent.ts';
import { AgentFields, agentFields } from './agent-fields.tsx';
import type { useAgentEditor } from './use-agent-editor.ts';

interface Props {
  readonly agent: Agent;
  readonly editor: ReturnType<typeof useAgentEditor>;
}

/** The fields of an agent. Who may not change them can read them. */
export function AgentForm({ agent, editor: { edits, action, isTouched, drop, startAgain } }: Props) {
  const { whyNot } = useHome();
  return (
    <PageForm
      label={`Edit ${agent.name}`}
      submit="Save"
      cancel={isTouched ? { text: 'Discard changes', onClick: drop } : undefined}
      action={action}
      call={edits.call}
      whyNot={whyNot ?? edits.notYet}
      fields={agentFields}
      focusesFirst={false}
      onRefused={(failure, _, again) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile
            targetId={agent.id}
            failure={failure}
            onChoose={(keep) => {
              again();
              void startAgain(keep);
            }}
          />
        )
      }
    >
      <AgentFields
        typed={edits.typed}
        onType={edits.onType}
        problems={action.problems}
        readOnly={whyNot !== undefined}
        languageHint="A language tag, such as en-US."
      />
    </PageForm>
  );
}
