/** Nothing is done, for a reason that its message gives to people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
