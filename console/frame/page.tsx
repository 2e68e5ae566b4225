import Header, { type HeaderProps } from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { MemberNote } from '../parts/member-note.tsx';

interface Props extends Pick<HeaderProps, 'description' | 'actions' | 'counter'> {
  readonly title: ReactNode;
  /** The breadcrumbs, on the page of one thing. */
  readonly breadcrumbs?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its title, its actions, and its content. */
export function Page({ title, breadcrumbs, children, ...header }: Props) {
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="xs">
        {breadcrumbs}
        <Header variant="h1" {...header}>
          {title}
        </Header>
      </SpaceBetween>
      <MemberNote />
      {children}
    </SpaceBetween>
  );
}
