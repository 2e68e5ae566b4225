import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Button from '@cloudscape-design/components/button';
import { WhoDeleted } from '../../activity/who-deleted.tsx';
import { useEnvironments } from '../environment-provider.tsx';

/** How many are offered; the others are in the selector. */
const MAX_OFFERED = 5;

/** Says that the current environment was deleted. The user chooses where to go. */
export function GoneBanner() {
  const { all, current, isGone, choose } = useEnvironments();
  if (!isGone) return null;
  return (
    <Alert type="warning" header={`${current.name} no longer exists`}>
      <SpaceBetween size="xs">
        <p>
          <WhoDeleted name={current.name} targetIds={[current.id]} /> You see its last known state.
          {all.length > 0 && ' Choose an environment to continue:'}
        </p>
        <SpaceBetween size="xs" direction="horizontal">
          {all
            .filter(({ hidden }) => !hidden)
            .slice(0, MAX_OFFERED)
            .map(({ id, name }) => (
              <Button key={id} onClick={() => choose(id)}>
                {name}
              </Button>
            ))}
        </SpaceBetween>
      </SpaceBetween>
    </Alert>
  );
}
