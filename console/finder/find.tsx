import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, type ReactNode } from 'react';
import { firstField, focusOnOpen } from '../form/focus.ts';

interface Props extends Pick<
  AutosuggestProps,
  'placeholder' | 'options' | 'statusType' | 'enteredTextLabel' | 'hideEnteredTextOption'
> {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** Loads again what could not be loaded. */
  readonly onRetry: () => void;
  /** Goes to the path of the chosen option. */
  readonly go: (path: string) => void;
  /**
   * Looks up the typed text itself; `isChosen` when the user chose the option for that, instead of only pressing
   * Enter.
   */
  readonly onEnter: (typed: string, isChosen: boolean) => void;
  readonly onClose: () => void;
  /** The result of that. */
  readonly children?: ReactNode;
}

/** The dialog that finds pages, resources and accounts. The value of an option is its path. */
export function Find({ typed, onType, onRetry, go, onEnter, onClose, children, ...suggest }: Props) {
  const opened = useCallback((element: HTMLElement | null) => focusOnOpen(firstField)(element), []);
  return (
    <Modal visible position="top" header="Find" closeAriaLabel="Close" onDismiss={onClose}>
      {/* One Escape is enough to close the dialog, even when the list of suggestions is open. */}
      <div
        ref={opened}
        onKeyDownCapture={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      >
        <SpaceBetween size="s">
          <Autosuggest
            {...suggest}
            ariaLabel="Find"
            filteringType="manual"
            value={typed}
            errorText="Not everything could be loaded."
            recoveryText="Try again"
            onLoadItems={({ detail }) => {
              if (detail.samePage) onRetry();
            }}
            empty="Nothing matches"
            onChange={({ detail }) => onType(detail.value)}
            onSelect={({ detail: { value, selectedOption } }) => {
              if (selectedOption?.value?.startsWith('/') === true) go(selectedOption.value);
              else onEnter(value.trim(), selectedOption !== undefined);
            }}
          />
          {children}
        </SpaceBetween>
      </div>
    </Modal>
  );
}
