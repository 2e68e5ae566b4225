import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, type ReactNode } from 'react';
import { Mark } from './bar/mark.tsx';

/** A page without the frame, with one message or one action. */
export function FullPage({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Berth`;
  }, [title]);
  return (
    <main className="full-page">
      <SpaceBetween size="l">
        <div className="brand">
          <Mark />
          Berth
        </div>
        <Container header={<Header variant="h1">{title}</Header>}>{children}</Container>
      </SpaceBetween>
    </main>
  );
}

interface StopProps {
  readonly title: string;
  readonly action: { readonly text: string } & ({ readonly href: string } | { readonly onClick: () => void });
  readonly children: ReactNode;
}

/** Says why the user can't continue, and what can be done about it. */
export function Stop({ title, action, children }: StopProps) {
  return (
    <FullPage title={title}>
      <SpaceBetween size="l">
        <Box variant="p">{children}</Box>
        <Button
          variant="primary"
          {...('href' in action ? { href: action.href } : { onClick: action.onClick })}
        >
          {action.text}
        </Button>
      </SpaceBetween>
    </FullPage>
  );
}

export function Waiting({ text }: { text: string }) {
  return (
    <main className="full-page waiting" aria-busy="true">
      <Box textAlign="center" color="text-body-secondary">
        <SpaceBetween size="s" direction="horizontal">
          <Spinner />
          <span role="status">{text}</span>
        </SpaceBetween>
      </Box>
    </main>
  );
}
