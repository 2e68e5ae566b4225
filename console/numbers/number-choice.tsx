import { useGrowingList, useRead } from '../api/use-api.ts';
import { IdInstead } from '../format/name.tsx';
import { Phone } from '../format/phone.tsx';
import { Choice } from '../resources/choice.tsx';
import { useHome } from '../resources/home.tsx';

/** A telephone number by its id: the number, or the id until the number is known. */
export function NumberName({ id }: { id: string }) {
  const { data, isPending } = useNumber(id);
  return data === undefined ? <IdInstead id={id} isPending={isPending} /> : <Phone e164={data.e164} />;
}

export function useNumber(numberId: string | null) {
  const { params } = useHome();
  return useRead(
    { operation: 'getEnvironmentNumber', params: { ...params, numberId: numberId ?? '' } },
    { enabled: numberId !== null },
  );
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
  const e164 = useNumber(numberId).data?.e164;
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
