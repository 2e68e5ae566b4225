import type { AnswerTo } from '../../api/request.ts';
import { SecretDialog } from '../../dialog/secret-dialog.tsx';
import { Usage } from '../usage.tsx';

interface Props {
  readonly of: AnswerTo<'createServiceAccount'>;
  readonly onClose: () => void;
}

/** Shows the new secret of a service account, this once, and a request with it. */
export const NewSecret = ({ of: { name, secret }, onClose }: Props) => (
  <SecretDialog
    title={`Secret of ${name}`}
    what="secret"
    secret={secret}
    lost="If it is lost, rotate the secret."
    onClose={onClose}
  >
    {secret !== null && <Usage secret={secret} />}
  </SecretDialog>
);
