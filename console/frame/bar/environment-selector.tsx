import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { useNavigate } from 'react-router-dom';
import { Critical } from '../../environments/status/critical.tsx';
import { useEnvironments, type Environment } from '../../environments/environment-provider.tsx';
import { Name } from '../../format/name.tsx';
import { MiniQuay } from '../../quay/mini-quay.tsx';
import { useConcurrency } from '../../plan/use-concurrency.ts';
import { usePaths } from '../../place/paths.ts';

const MANAGE = { value: 'manage', label: 'Manage environments', iconName: 'settings' } as const;

/** Chooses the environment that every page shows: all except hidden ones, and the current one. */
export function EnvironmentSelector() {
  const navigate = useNavigate();
  const { toAccount } = usePaths();
  const { all, current, choose } = useEnvironments();
  const { data } = useConcurrency();
  const optionOf = ({ id, name, paused }: Environment) => {
    const share = data?.environments.find(({ environmentId }) => environmentId === id);
    return {
      value: id,
      label: paused ? `${name} (paused)` : name,
      ...(share !== undefined && { labelTag: `${share.activeCalls} of ${share.maxConcurrentCalls}` }),
    };
  };
  /** With a small picture of the environment's use, so that a busy one is noticed at a glance. */
  const drawn = ({ value, label, labelTag }: SelectProps.Option) => {
    const share = data?.environments.find(({ environmentId }) => environmentId === value);
    const environment = all.find(({ id }) => id === value);
    if (share === undefined) return null;
    return (
      <span className="option-of-environment">
        <Name text={label ?? ''} />
        <MiniQuay share={share} environment={environment} />
        {environment?.critical && <Critical />}
        <span className="figures">{labelTag}</span>
      </span>
    );
  };
  const notes = [...(current.hidden ? ['hidden'] : []), ...(current.paused ? ['paused'] : [])];
  const label = notes.length === 0 ? current.name : `${current.name} (${notes.join(', ')})`;
  return (
    <span className={current.critical ? 'selector critical' : 'selector'} title={label}>
      <Select
        ariaLabel="Environment"
        selectedOption={{ value: current.id, label }}
        options={[...all.filter(({ hidden }) => !hidden).map(optionOf), MANAGE]}
        filteringType="auto"
        filteringPlaceholder="Find an environment"
        filteringAriaLabel="Find an environment"
        noMatch="No matches"
        expandToViewport
        renderOption={({ item }) => (item.type === 'item' ? drawn(item.option) : null)}
        onChange={({ detail: { selectedOption } }) => {
          if (selectedOption.value === MANAGE.value) void navigate(toAccount('settings/environments'));
          else choose(selectedOption.value ?? current.id);
        }}
      />
      {current.critical && <Critical />}
    </span>
  );
}
