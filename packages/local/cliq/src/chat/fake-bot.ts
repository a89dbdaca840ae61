/** A bot that writes messages; nobody's account, so nobody who clicks. */
export interface FakeBot {
  id: string;
  name: string;
}
