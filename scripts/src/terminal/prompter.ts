/** Asks a person. Rejects when they leave (Ctrl-C, Ctrl-D). */
export interface Prompter {
  /** The answer, trimmed; the default when it is empty. */
  ask(question: string, byDefault?: string): Promise<string>;
  /** The answer, trimmed, which is shown nowhere. */
  askSecret(question: string): Promise<string>;
}
