import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { Loading } from '../frame/loading.tsx';
import { remember, remembered } from '../place/memory.ts';
import { To } from '../place/page-link.tsx';
import { useHome } from '../resources/home.tsx';
import { useAccount } from '../account/account.ts';
import { useSteps, type Step } from './use-steps.ts';

const DAY_MS = 86_400_000;
/** How long after the creation of an environment its first steps are shown, unless no call was ever started in it. */
const NEW_FOR = 7 * DAY_MS;

/** The first steps in a new environment, until they are done or dismissed. Not shown where nothing can be changed. */
export function FirstSteps() {
  const { status } = useAccount();
  const { environment } = useHome();
  const name = `steps.${environment.id}`;
  const [isAway, setIsAway] = useState(() => remembered(name) === 'away');
  const isNew =
    environment.apiKey.lastUsedAt === null || Date.now() - Date.parse(environment.createdAt) < NEW_FOR;
  if (isAway || !isNew || status !== 'active') return null;
  const putAway = () => {
    remember(name, 'away');
    setIsAway(true);
  };
  return <Steps onPutAway={putAway} />;
}

function Steps({ onPutAway }: { onPutAway: () => void }) {
  const { environment } = useHome();
  const { steps, isPending } = useSteps();
  if (steps === undefined) return isPending ? <Loading what="the first steps" /> : null;
  const done = steps.filter(({ isDone }) => isDone).length;
  if (done === steps.length) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${done} of ${steps.length})`}
          description={`Get ${environment.name} ready for real calls, in any order.`}
          actions={
            <Button variant="icon" iconName="close" ariaLabel="Dismiss the first steps" onClick={onPutAway} />
          }
        >
          First steps
        </Header>
      }
    >
      <ol className="first-steps">
        {steps.map((step) => (
          <li key={step.title}>
            <OneStep of={step} />
          </li>
        ))}
      </ol>
    </Container>
  );
}

const OneStep = ({ of: { title, why, path, isDone } }: { of: Step }) => (
  <>
    <StatusIndicator type={isDone ? 'success' : 'pending'} iconAriaLabel={isDone ? 'Done' : 'To do'}>
      {isDone ? title : <To path={path}>{title}</To>}
    </StatusIndicator>
    {!isDone && (
      <Box fontSize="body-s" color="text-body-secondary">
        {why}
      </Box>
    )}
  </>
);
