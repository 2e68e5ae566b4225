import { aBerth, done } from '../setup/berth.ts';

const berth = await aBerth();
const { accountId } = await berth.anAccount();
let calls = 40;

const setPlan = (token: string) => {
  const body = { name: 'Growth', maxConcurrentCalls: (calls += 1) };
  return berth.call('setPlan', { as: token, params: { accountId }, body });
};
const refused = { status: 403, body: { code: 'operator_required' } };

test('an operator who has left the group is refused on the next request, even with a token that still names the group', async () => {
  const email = 'olga@example.com';
  const operator = await berth.aPerson({ email, groups: ['operators'] });
  done(await setPlan(operator.token));
  const left = await berth.aPerson({ email, groups: [] });
  const before = await berth.items();
  for (const { token } of [operator, left]) expect(await setPlan(token)).toMatchObject(refused);
  expect(await berth.items()).toEqual(before);

  const back = await berth.aPerson({ email, groups: ['others', 'operators'] });
  done(await setPlan(back.token));
  // A token without the group is refused because of the token itself.
  expect(await setPlan(left.token)).toMatchObject(refused);
});

test.each([[[]], [['operator']], [['Operators']], [['operators ', 'admins']]])(
  'someone in the groups %j is not an operator',
  async (groups) => {
    const { token } = await berth.aPerson({ groups });
    const before = await berth.items();
    expect(await setPlan(token)).toMatchObject(refused);
    expect(await berth.items()).toEqual(before);
  },
);
