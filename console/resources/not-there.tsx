import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useEndOf, WhoDeleted } from '../activity/who-deleted.tsx';
import { Loading } from '../frame/loading.tsx';
import { Page } from '../frame/page.tsx';
import { useDetail } from '../place/title.ts';

interface Props {
  /** What it is: “agent”. */
  readonly what: string;
  readonly id: string;
  /** The name of the environment, or the account, that does not have it. */
  readonly within: string;
  /** Whether it is known to have been there. */
  readonly isGone: boolean;
  /** Its name, as far as that is known. */
  readonly name?: string | undefined;
  /** A link to all of them. */
  readonly all: ReactNode;
  /** How to go on after it was deleted. */
  readonly children?: ReactNode;
}

/** Shown instead of the page of something that was deleted, or that never existed. */
export function NotThere({ what, id, within, isGone, name, all, children }: Props) {
  const event = useEndOf([id]);
  const wasDeleted = isGone || Boolean(event);
  const isKnown = wasDeleted || event !== undefined;
  const title = isKnown ? `This ${what} ${wasDeleted ? 'was deleted' : 'does not exist'}` : capitalised(what);
  useDetail(isKnown ? title : undefined);
  return (
    <Page title={title}>
      {!isKnown ? (
        <Loading what={`the ${what}`} />
      ) : wasDeleted ? (
        <Alert type="warning">
          <SpaceBetween size="xs">
            <p>
              <WhoDeleted name={name ?? 'It'} targetIds={[id]} /> {all}.
            </p>
            {children}
          </SpaceBetween>
        </Alert>
      ) : (
        <Alert type="info">
          {within} has no {what} with this ID. {all}.
        </Alert>
      )}
    </Page>
  );
}

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
