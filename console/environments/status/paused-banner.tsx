import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useWhyNot } from '../../account/account.ts';
import { disabledFor } from '../../parts/disabled.ts';
import { useAddress } from '../../place/address.ts';
import { useEnvironments, type Environment } from '../environment-provider.tsx';
import { PauseDialog } from '../pause-dialog.tsx';

/** Shown on every page of a paused environment, because nothing else there explains why no calls start. */
export function PausedBanner() {
  const { current, isGone } = useEnvironments();
  const { environmentId } = useAddress();
  const whyNot = useWhyNot();
  const [resuming, setResuming] = useState<Environment>();
  const isShown =
    current.paused && !isGone && current.deletedAt === undefined && environmentId === current.id;
  return (
    <>
      {isShown && (
        <Alert
          type="warning"
          header={`${current.name} is paused`}
          action={
            <Button {...disabledFor(whyNot)} onClick={() => setResuming(current)}>
              Resume
            </Button>
          }
        >
          New calls are rejected until an Admin resumes it. Running calls continue.
        </Alert>
      )}
      {resuming && <PauseDialog environment={resuming} onClose={() => setResuming(undefined)} />}
    </>
  );
}
