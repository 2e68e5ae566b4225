import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId, type ComponentProps } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import { disabledFor } from '../parts/disabled.ts';
import { ActionForm } from './action-form.tsx';
import { QuestionDialog } from './question.tsx';

interface Props<Id extends OperationId> extends Omit<ComponentProps<typeof ActionForm<Id>>, 'id'> {
  readonly label: string;
  /** The text of the button: a verb and its object. */
  readonly submit: string;
  /** The button that leads away from it, or back to what is stored. */
  readonly cancel: { readonly text: string; readonly onClick: () => void } | undefined;
}

/** A form that is a page, or a part of one: it asks before somebody leaves the page with unsaved text. */
export function PageForm<Id extends OperationId>({ submit, cancel, ...form }: Props<Id>) {
  const id = useId();
  const { change, unsaved, isGone } = form.action;
  const { isPending, callOff } = change;
  const shown = isPending ? { text: 'Stop waiting', onClick: callOff } : cancel;
  return (
    <Container
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {shown !== undefined && (
              <Button variant="link" onClick={shown.onClick}>
                {shown.text}
              </Button>
            )}
            <Button
              variant="primary"
              form={id}
              loading={isPending}
              loadingText="Working"
              {...disabledFor(isGone ? 'This no longer exists.' : form.whyNot)}
            >
              {submit}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <ActionForm {...form} id={id} />
      {unsaved.asking && <QuestionDialog of={unsaved} />}
    </Container>
  );
}
