import { useGrowingList, useRead } from '../api/use-api.ts';
import { Phone } from '../format/phone.tsx';
import { Choice } from '../resources/choice.tsx';
import { useHome } from '../resources/home.tsx';

/** A telephone number by its id: as it is dialled, or the id as long as that is not known. */
export function NumberName({ id }: { id: string }) {
  const e164 = useE164(id);
  return e164 === undefined ? <code>{id}</code> : <Phone e164={e164} />;
}

function useE164(numberId: string | null): string | undefined {
  const { params } = useHome();
  const { data } = useRead(
    { operation: 'getEnvironmentNumber', params: { ...params, numberId: numberId ?? '' } },
    { enabled: numberId !== null },
  );
  return data?.e164;
}

interface Props {
  readonly label: string;
  readonly numberId: string | null;
  readonly onChoose: (numberId: string | null) => void;
  readonly none?: string;
  readonly constraintText?: string;
  readonly problem: string | undefined;
}

export function NumberChoice({ numberId, ...props }: Props) {
  const { params } = useHome();
  const list = useGrowingList({ operation: 'listEnvironmentNumbers', params });
  const e164 = useE164(numberId);
  return (
    <Choice
      {...props}
      of="numbers"
      list={list}
      optionOf={(number) => ({ value: number.id, label: number.e164, description: number.label })}
      chosen={numberId === null ? null : { value: numberId, label: e164 ?? numberId }}
    />
  );
}
