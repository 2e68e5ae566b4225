import { useAccount } from '../account/account.ts';
import { EditDialog as Edit } from '../dialog/edit-dialog.tsx';
import { useOverPlan } from '../plan/use-over-plan.ts';
import { EnvironmentFields, environmentFields, notYet, typedOf, type Typed } from './environment-fields.tsx';
import type { Environment } from './environment-provider.tsx';

interface Props {
  readonly environment: Environment;
  readonly onClose: () => void;
}

export function EditDialog({ environment: { id, name }, onClose }: Props) {
  const account = useAccount();
  const overPlan = useOverPlan(id);
  const params = { accountId: account.id, environmentId: id };
  return (
    <Edit<'getEnvironment', 'editEnvironment', Typed>
      title={`Edit ${name}`}
      targetId={id}
      read={{ operation: 'getEnvironment', params }}
      typedOf={typedOf}
      notYet={(typed) => notYet(typed, overPlan(typed.maxConcurrentCalls))}
      save={({ maxConcurrentCalls: limit, reservedInboundCalls: reserve, ...changed }, ifMatch) => ({
        operation: 'editEnvironment',
        params,
        body: {
          ...changed,
          ...(limit !== undefined && { maxConcurrentCalls: Number(limit) }),
          ...(reserve !== undefined && { reservedInboundCalls: Number(reserve) }),
        },
        ifMatch,
      })}
      fields={environmentFields}
      saved={(environment) => `Saved ${environment.name}`}
      onClose={onClose}
    >
      {(fields) => (
        <EnvironmentFields
          {...fields}
          overPlan={overPlan(fields.typed.maxConcurrentCalls)}
          environmentId={id}
        />
      )}
    </Edit>
  );
}
