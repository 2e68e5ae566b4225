import type { AuditEvent } from './sentence.ts';
import { useServiceAccountName } from './service-account-name.ts';

interface Props {
  readonly of: Pick<AuditEvent, 'actor'>;
  /** Whether a sentence begins with it. */
  readonly begins?: boolean;
}

/** Who did something: people by their email, service accounts by their name. */
export function ActorName({ of: { actor }, begins = false }: Props) {
  const name = useServiceAccountName(actor.id) ?? actor.id;
  switch (actor.type) {
    case 'user':
      return actor.email ?? actor.id;
    case 'operator':
      return `${begins ? 'The' : 'the'} operator of this service`;
    case 'serviceAccount':
      return `${begins ? 'The' : 'the'} service account ${name}`;
    case 'apiKey':
      return `${begins ? 'An' : 'an'} API key`;
    default:
      return 'Berth itself';
  }
}
