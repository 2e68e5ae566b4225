import { figure } from '../../format/figure.ts';
import { Phone } from '../../format/phone.tsx';
import type { Contact } from './mapping.ts';

const MAX_SHOWN = 3;

/** The first rows as they are understood, so that a wrong column is noticed before anything is sent. */
export function MappedPreview({ contacts }: { contacts: readonly Contact[] }) {
  return (
    <div role="status">
      <table className="plain">
        <caption>
          {figure(contacts.length)} valid {contacts.length === 1 ? 'contact' : 'contacts'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Name</th>
          </tr>
        </thead>
        <tbody>
          {contacts.slice(0, MAX_SHOWN).map(({ e164, name }) => (
            <tr key={e164}>
              <th scope="row">
                <Phone e164={e164} />
              </th>
              <td>{name || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
