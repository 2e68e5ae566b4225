import Header, { type HeaderProps } from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { MemberNote } from '../parts/member-note.tsx';

interface Props extends Pick<HeaderProps, 'description' | 'actions' | 'counter'> {
  readonly title: ReactNode;
  /** The breadcrumbs, on the page of one thing. */
  readonly breadcrumbs?: ReactNode;
  /** Whether it has actions for Admins alone: a Member is told why they are disabled. */
  readonly isForAdmins?: boolean;
  readonly children: ReactNode;
}

/** A page: its title, its actions, and its content. */
export function Page({ title, breadcrumbs, isForAdmins = false, children, ...header }: Props) {
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="xs">
        {breadcrumbs}
        <Header variant="h1" {...header}>
          {title}
        </Header>
      </SpaceBetween>
      {isForAdmins && <MemberNote />}
      {children}
    </SpaceBetween>
  );
}
