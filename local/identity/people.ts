import { randomUUID } from 'node:crypto';
import { Email, foldEmail } from '../../lib/api/schemas/email.ts';
import { hashPassword, isPassword } from './password.ts';

/** Someone in the user pool. */
export interface Person {
  /** The `sub`, which never changes. */
  readonly userId: string;
  /** As it was written when the person was created, after NFKC and trimming. */
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly groups: readonly string[];
}

/** A person as stored. Without a password hash they can't sign in; tokens can still be issued for them. */
export interface StoredPerson extends Person {
  readonly passwordHash?: string;
}

export interface PersonInput {
  email: string;
  name?: string;
  password?: string;
  groups?: readonly string[];
  verified?: boolean;
}

/** The people of the pool. Emails are compared regardless of case, after NFKC and trimming. */
export class People {
  readonly #byEmail = new Map<string, StoredPerson>();
  readonly #byId = new Map<string, StoredPerson>();
  readonly #save: () => Promise<void>;

  constructor(stored: readonly StoredPerson[], save: () => Promise<void>) {
    this.#save = save;
    for (const person of stored) this.#put(person);
  }

  all(): StoredPerson[] {
    return [...this.#byId.values()];
  }

  withEmail(email: string): Person | undefined {
    return publicly(this.#byEmail.get(foldEmail(email)));
  }

  withId(userId: string): Person | undefined {
    return publicly(this.#byId.get(userId));
  }

  /**
   * Creates the person, or changes the given fields of the person with this email.
   * @param input.name default for a new person: derived from the email, "ada.lovelace@example.com" → "Ada Lovelace"
   * @param input.verified whether the email is verified; default for a new person: true, because the mailbox is local
   * @throws ZodError when the email is not valid
   */
  async upsert({ email, name, password, groups, verified }: PersonInput): Promise<Person> {
    const address = Email.parse(email);
    const newHash = password === undefined ? undefined : await hashPassword(password);
    // Nothing is awaited from here to #put, so two first uses at once create only one person.
    const known = this.#byEmail.get(foldEmail(address));
    const passwordHash = newHash ?? known?.passwordHash;
    const person: StoredPerson = {
      userId: known?.userId ?? randomUUID(),
      email: known?.email ?? address,
      emailVerified: verified ?? known?.emailVerified ?? true,
      name: name ?? known?.name ?? nameFrom(address),
      groups: groups ?? known?.groups ?? [],
      ...(passwordHash !== undefined && { passwordHash }),
    };
    if (known === undefined || JSON.stringify(person) !== JSON.stringify(known)) {
      this.#put(person);
      await this.#save();
    }
    return publicly(person);
  }

  /** The person who signs up, or undefined if somebody has already signed up with this email. */
  async signUp(
    input: Required<Pick<PersonInput, 'email' | 'name' | 'password'>>,
  ): Promise<Person | undefined> {
    if (this.#byEmail.get(foldEmail(input.email))?.passwordHash !== undefined) return undefined;
    return this.upsert({ ...input, verified: true });
  }

  /** The person with this email and password. An unknown email takes as long as a wrong password. */
  async signIn(email: string, password: string): Promise<Person | undefined> {
    const person = this.#byEmail.get(foldEmail(email));
    return (await isPassword(password, person?.passwordHash)) ? publicly(person) : undefined;
  }

  #put(person: StoredPerson): void {
    this.#byEmail.set(foldEmail(person.email), person);
    this.#byId.set(person.userId, person);
  }
}

function publicly(person: StoredPerson): Person;
function publicly(person: StoredPerson | undefined): Person | undefined;
function publicly(person: StoredPerson | undefined): Person | undefined {
  if (person === undefined) return undefined;
  const { passwordHash: _, ...rest } = person;
  return rest;
}

function nameFrom(email: string): string {
  const words = email
    .slice(0, email.lastIndexOf('@'))
    .split(/[._+-]+/u)
    .filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email;
}
