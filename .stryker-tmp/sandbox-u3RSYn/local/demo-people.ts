import type { DemoLogins, PersonInput } from './identity/identity.ts';

const PASSWORD = 'berth-demo';

/** The people of the demo. The password is no secret: it is printed wherever it can be used. */
export const demoPeople = {
  admin: { email: 'admin@example.com', name: 'Ada Admin', password: PASSWORD },
  member: { email: 'member@example.com', name: 'Max Member', password: PASSWORD },
  operator: {
    email: 'operator@example.com',
    name: 'Olga Operator',
    password: PASSWORD,
    groups: ['operators'],
  },
} as const satisfies Record<string, PersonInput>;

/** For the sign-in page. */
export const demoLogins: DemoLogins = {
  password: PASSWORD,
  people: [
    { email: demoPeople.admin.email, role: 'Admin' },
    { email: demoPeople.member.email, role: 'Member' },
    { email: demoPeople.operator.email, role: 'Operator' },
  ],
};
