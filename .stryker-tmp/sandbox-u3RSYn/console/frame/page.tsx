import Header, { type HeaderProps } from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { MemberNote } from '../parts/member-note.tsx';

interface Props extends Pick<HeaderProps, 'description' | 'actions' | 'counter'> {
  readonly title: ReactNode;
  /** The way back, on the page of one thing. */
  readonly breadcrumbs?: ReactNode;
  readonly children: ReactNode;
}

/** A page: what it is called, said once, what can be done on it, and what it shows. */
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
