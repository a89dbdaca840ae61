/** What turns text of one language into another; languages are Amazon Translate's codes. */
export interface TranslateEngine {
  kind: "apertium" | "pseudo";
  /** One line for people, naming the engine and what it can do. */
  label: string;
  translate(text: string, source: string, target: string): Promise<string>;
}
