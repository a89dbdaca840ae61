import type { MessageType, Permission } from "../vocabulary.ts";
import type { BackgroundSettings } from "./background.ts";
import type { Policy } from "../policy/policy.ts";
import type { Compute } from "./compute.ts";
import type { FunctionDeclaration } from "./function-declaration.ts";
import type { RegistrationPolicy, WithIcon } from "./registration-policy.ts";

/** Team scope demands the teams; every other scope forbids them. */
export type Audience =
  | { readonly scope: "organization" | "personal"; readonly teamIds?: never }
  /** One to four team ids; as strings where they exceed 2^53. */
  | { readonly scope: "team"; readonly teamIds: readonly (string | number)[] };

/** What only an action of ours has, beside its name and the like; no Deluge action. */
export interface WebhookSettings<Ports = never, P extends Permission = Permission>
  extends RegistrationPolicy, WithIcon {
  /** Buttons and forms of this action, by a key that never changes (letters, digits and hyphens). */
  readonly functions?: Readonly<Record<string, FunctionDeclaration<Ports>>>;
  /** Memory and timeout of its function; left out, 512 MB and 14 s. */
  readonly compute?: Compute;
  /** Who may use it, and where, by {@link onlyFor}; left out, everybody of the organisation to whom Cliq offers it. */
  readonly policy?: Policy<P>;
}

/** The data half of an action: its [registration](https://www.zoho.com/cliq/help/restapi/v3/messageactions/) in Cliq. */
export type Declaration = Audience &
  WebhookSettings & {
    /** Shown in the right-click menu; at most 30 characters, unique in the organisation. */
    readonly name: string;
    /** Shown under the name; at most 128 characters. */
    readonly hint: string;
    /** One to three kinds of message the action is offered on. */
    readonly messageTypes: readonly MessageType[];
    /** Which parts of the event Cliq sends; exactly these are asked for. */
    readonly permissions: readonly Permission[];
    /** Whether several messages (up to 25, of which 10 files) can be selected at once. */
    readonly multiSelectable?: boolean;
    /** Whether and how its work outlives the click. */
    readonly background?: BackgroundSettings;
  };

/** What an author writes of an action whose script runs inside Zoho. */
export type DelugeDeclaration = Audience &
  RegistrationPolicy &
  WithIcon & {
    /** Shown in the right-click menu; at most 30 characters, unique in the organisation. */
    readonly name: string;
    /** Shown under the name; at most 128 characters. */
    readonly hint: string;
    /** One to three kinds of message the action is offered on. */
    readonly messageTypes: readonly MessageType[];
    /** Whether several messages can be selected at once. */
    readonly multiSelectable?: boolean;
    /** The Deluge source beside `action.ts`, such as "./script.ds"; at most 250 KB. */
    readonly script: string;
  };
