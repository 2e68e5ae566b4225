import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Usage } from './usage.tsx';

/** How to set up a pipeline with a service account. */
export const Guide = () => (
  <Container header={<Header variant="h2">Use a service account</Header>}>
    <SpaceBetween size="m">
      <ol className="steps">
        <li>
          Create one for each pipeline or script, with no more than the role that it needs. The secret is
          shown once: copy it.
        </li>
        <li>
          Store it where that software reads its secrets, such as the variable <code>BERTH_SECRET</code>.
        </li>
        <li>
          Send it as <code>Authorization: Bearer</code>. The activity shows its changes under its name.
        </li>
      </ol>
      <Usage />
    </SpaceBetween>
  </Container>
);
