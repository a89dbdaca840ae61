/** What stands in for an action's outside world is missing or wrong; the message is a sentence for its author. */
export class InvalidFake extends Error {
  override readonly name = "InvalidFake";
}
