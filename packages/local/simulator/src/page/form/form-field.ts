import type { Fields } from "../reply/fields.ts";

/** One input of a form on the page. */
export interface FormField {
  /** As the form has it, which may change. */
  readonly input: Fields;
  readonly row: HTMLElement;
  /** What stands in it now, as the server takes it. */
  readonly read: () => unknown;
  /** Empties it. */
  readonly clear: () => void;
  readonly setDisabled: (isDisabled: boolean) => void;
  /** Shows what is wrong with it, or that nothing is. */
  readonly showError: (sentence: string) => void;
  readonly focus: () => void;
}

/** What the control of a field does; the rest is the same for all. */
export interface FieldControl {
  readonly control: HTMLElement;
  /** What takes the focus, and is told what is wrong; the control itself unless it is made of several. */
  readonly focusable?: HTMLElement;
  readonly read: () => unknown;
  readonly clear: () => void;
  readonly setDisabled: (isDisabled: boolean) => void;
  /** Set of several controls with one name: they stand in a group. */
  readonly isGroup?: boolean;
}

/** What a control needs to know of the form around it. */
export interface FieldPlace {
  /** Of the control; its label, hint and error have names made of it. */
  readonly id: string;
  /** Somebody has given it another value. */
  readonly changed: () => void;
  /** What a dynamic select offers for these words. */
  readonly search: (query: string) => Promise<readonly Choice[]>;
  /** What a native select offers. */
  readonly native: (source: string) => readonly Choice[];
  /** Names what belongs to a control: its hint and its error. */
  readonly describedBy: string;
}

/** Something to choose. */
export interface Choice {
  readonly label: string;
  readonly value: string;
}
