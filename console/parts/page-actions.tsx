import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useIsNarrow } from '../table/narrow.ts';
import { menuItemOf, type RowAction } from '../table/row-menu.tsx';
import { disabledFor } from './disabled.ts';
import { quietRed } from './red.ts';

interface Action<Id extends string> extends RowAction<Id> {
  /** Whether it is the likely next step. */
  readonly primary?: boolean;
}

interface Props<Id extends string> {
  readonly actions: readonly Action<Id>[];
  readonly onChoose: (id: Id) => void;
}

/** More buttons do not fit beside each other on a phone. */
const MOST = 2;

/** The actions of a page. On a phone, many of them are a menu; the likely next step stays a button. */
export function PageActions<Id extends string>({ actions, onChoose }: Props<Id>) {
  const isFolded = useIsNarrow() && actions.length > MOST;
  const folded = actions.filter(({ primary = false }) => isFolded && !primary);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {actions
        .filter((action) => !folded.includes(action))
        .map(({ id, text, primary = false, destructive = false, whyNot }) => (
          <Button
            key={id}
            {...(primary && { variant: 'primary' })}
            {...(destructive && { style: quietRed })}
            {...disabledFor(whyNot)}
            onClick={() => onChoose(id)}
          >
            {text}
          </Button>
        ))}
      {folded.length > 0 && (
        <ButtonDropdown
          expandToViewport
          items={folded.map(menuItemOf)}
          onItemClick={({ detail }) => onChoose(detail.id as Id)}
        >
          Actions
        </ButtonDropdown>
      )}
    </SpaceBetween>
  );
}
