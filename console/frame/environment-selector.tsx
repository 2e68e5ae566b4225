import Select from '@cloudscape-design/components/select';
import { useNavigate } from 'react-router-dom';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { useConcurrency } from '../plan/use-concurrency.ts';
import { usePaths } from './paths.ts';

const MANAGE = { value: 'manage', label: 'Manage environments', iconName: 'settings' } as const;

/** Chooses the environment that every page shows: all but the hidden ones, and the one where one is. */
export function EnvironmentSelector() {
  const navigate = useNavigate();
  const { toAccount } = usePaths();
  const { all, current, choose } = useEnvironments();
  const { data } = useConcurrency();
  const optionOf = ({ id, name }: { id: string; name: string }) => {
    const share = data?.environments.find(({ environmentId }) => environmentId === id);
    return {
      value: id,
      label: name,
      ...(share !== undefined && { labelTag: `${share.activeCalls} of ${share.maxConcurrentCalls}` }),
    };
  };
  const label = current.hidden ? `${current.name} (hidden)` : current.name;
  return (
    <span className="selector" title={label}>
      <Select
        ariaLabel="Environment"
        selectedOption={{ value: current.id, label }}
        options={[...all.filter(({ hidden }) => !hidden).map(optionOf), MANAGE]}
        filteringType="auto"
        filteringPlaceholder="Find an environment"
        filteringAriaLabel="Find an environment"
        noMatch="No matches"
        expandToViewport
        onChange={({ detail: { selectedOption } }) => {
          if (selectedOption.value === MANAGE.value) void navigate(toAccount('settings/environments'));
          else choose(selectedOption.value ?? current.id);
        }}
      />
    </span>
  );
}
