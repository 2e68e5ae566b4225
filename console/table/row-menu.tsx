import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { disabledFor } from '../parts/disabled.ts';

/** An action on the item of a row. */
export interface RowAction<Id extends string> {
  readonly id: Id;
  readonly text: string;
  /** Whether it is destructive: it is red where it can be done. */
  readonly destructive?: boolean;
  /** Why it can't be done, if so. */
  readonly whyNot?: string | undefined;
}

interface Props<Id extends string> {
  /** What the row is about. */
  readonly label: string;
  readonly actions: readonly RowAction<Id>[];
  readonly onChoose: (id: Id) => void;
}

/** An action as an item of a menu. */
export const menuItemOf = <Id extends string>({ id, text, destructive = false, whyNot }: RowAction<Id>) => ({
  id,
  text,
  ...(destructive && whyNot === undefined && { dataAttributes: { danger: 'true' } }),
  ...disabledFor(whyNot),
});

/** The menu with the three dots at the end of a row. */
export const RowMenu = <Id extends string>({ label, actions, onChoose }: Props<Id>) => (
  <ButtonDropdown
    variant="icon"
    expandToViewport
    ariaLabel={`Actions for ${label}`}
    items={actions.map(menuItemOf)}
    onItemClick={({ detail }) => onChoose(detail.id as Id)}
  />
);
