import ContentLayout from '@cloudscape-design/components/content-layout';
import Header, { type HeaderProps } from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { MemberNote } from '../parts/member-note.tsx';

interface Props extends Pick<HeaderProps, 'description' | 'actions'> {
  readonly title: string;
  readonly children: ReactNode;
}

/** A page of what belongs to the environment that is worked in. */
export function ResourcePage({ title, children, ...header }: Props) {
  return (
    <ContentLayout
      header={
        <Header variant="h1" {...header}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <MemberNote />
        {children}
      </SpaceBetween>
    </ContentLayout>
  );
}
