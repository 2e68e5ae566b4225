import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface Props {
  /** What there is none of. */
  readonly title: string;
  /** How to make the first one. */
  readonly action?: ReactNode;
  /** What it is for. */
  readonly children?: ReactNode;
}

/** The content of an empty table. */
export const Empty = ({ title, action, children }: Props) => (
  <div className="empty">
    <SpaceBetween size="xs" alignItems="center">
      <Box variant="strong">{title}</Box>
      {children !== undefined && <div className="empty-text">{children}</div>}
      {action}
    </SpaceBetween>
  </div>
);
