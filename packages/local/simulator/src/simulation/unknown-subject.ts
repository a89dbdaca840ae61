/** Something the page asked for that does not exist; its message is a sentence. */
export class UnknownSubject extends Error {
  override readonly name = "UnknownSubject";
}
