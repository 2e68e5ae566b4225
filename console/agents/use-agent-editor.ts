import { useState } from 'react';
import type { Answered } from '../api/client.ts';
import { useAction } from '../form/use-action.ts';
import { useEdits } from '../form/use-edits.ts';
import { useNotices } from '../frame/notices.tsx';
import { useHome } from '../resources/home.tsx';
import { notYet, type Typed } from './agent-fields.tsx';

type Seen = Pick<Answered<'getEnvironmentAgent'>, 'body' | 'etag'>;

/**
 * What is typed on the page of an agent. Until something is typed it follows what is stored.
 * @param seen the stored agent, as seen last
 * @param look loads it again
 */
export function useAgentEditor(seen: Seen, look: () => Promise<Seen | undefined>) {
  const { params } = useHome();
  const { notify } = useNotices();
  const [start, setStart] = useState(seen);
  const edits = useEdits<'getEnvironmentAgent', 'editEnvironmentAgent', Typed>(start, {
    typedOf: ({ name, description, language, voice, greeting, prompt }) => ({
      name,
      description,
      language,
      voice,
      greeting,
      prompt,
    }),
    notYet,
    save: (body, ifMatch) => ({
      operation: 'editEnvironmentAgent',
      params: { ...params, agentId: seen.body.id },
      body,
      ifMatch,
    }),
  });
  const isTouched = Object.keys(edits.changed).length > 0;
  const [followed, setFollowed] = useState(seen);
  if (followed !== seen && !isTouched) {
    setFollowed(seen);
    setStart(seen);
  }
  const drop = () => {
    edits.drop();
    setStart(seen);
    action.change.reset();
  };
  const action = useAction({
    call: edits.call,
    typed: edits.changed,
    onDone(answered) {
      setStart({ body: answered.body, etag: answered.etag });
      // What was seen before the answer is older than it.
      setFollowed(seen);
      edits.dropSaved();
      notify({ type: 'success', header: `Saved ${answered.body.name}` });
    },
    onLeave: drop,
  });
  return {
    edits,
    action,
    isTouched,
    drop,
    /** Starts again from what is stored now, with or without what was typed. */
    startAgain: async (keep: boolean) => {
      const now = await look();
      if (now !== undefined) setStart(now);
      if (!keep) edits.drop();
    },
  };
}
