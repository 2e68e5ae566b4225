import type { AnswerTo } from '../api/request.ts';
import { SecretDialog as OneTimeSecret } from '../dialog/secret-dialog.tsx';

export type NewKey = AnswerTo<'createEnvironment'>['apiKey'];

interface Props {
  readonly environmentName: string;
  readonly apiKey: NewKey;
  readonly onClose: () => void;
}

/** Shows a new API key, this once. */
export function SecretDialog({ environmentName, apiKey: { secret, masked }, onClose }: Props) {
  return (
    <OneTimeSecret
      title={`API key of ${environmentName}`}
      what="API key"
      secret={secret}
      lost={`If it is lost, rotate the key ${masked}.`}
      onClose={onClose}
    />
  );
}
