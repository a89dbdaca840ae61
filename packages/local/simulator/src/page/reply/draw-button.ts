import { announce } from "../dom/announce.ts";
import { copyText } from "../dom/copy-text.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { confirmDialog } from "../functions/confirm-dialog.ts";
import { askForUse } from "../functions/used-button.ts";
import type { DrawnButton } from "./drawing.ts";

/** A button of an answer; a click does what Cliq does, or `explain` says what Cliq would do. */
export function drawButton(button: DrawnButton, explain: (sentence: string) => void): HTMLElement {
  const { action } = button;
  const attributes = { class: button.warning ? "button button-warning" : "button", title: button.hint };
  // A page that Cliq would show inside itself is opened beside this one: most pages forbid to be shown within another.
  if (action.kind === "open" || action.kind === "preview") {
    const link = element(
      "a",
      { ...attributes, href: action.url, target: "_blank", rel: "noopener noreferrer" },
      button.label,
      icon("external"),
    );
    link.addEventListener("click", (event) => {
      if (button.confirm === undefined) return;
      event.preventDefault();
      void askFirst(button, () => void window.open(action.url, "_blank", "noopener,noreferrer"));
    });
    return link;
  }
  const label = element("span", {}, button.label);
  const made = element("button", { ...attributes, type: "button" }, label, action.kind === "copy" && icon("copy"));
  const act = (): void => {
    if (action.kind === "function") {
      if (!askForUse(made, action.source)) explain(`Cliq would call the function "${action.name}" here.`);
    } else if (action.kind === "copy") void showCopy(made, label, button.label, action.text);
    else
      explain(
        action.kind === "system"
          ? describeSystemCall(action.api)
          : `Cliq would run "${action.type}" here; the simulator does not.`,
      );
  };
  made.addEventListener("click", () => void askFirst(button, act));
  return made;
}

async function askFirst({ confirm }: DrawnButton, act: () => void): Promise<void> {
  if (confirm === undefined || (await confirmDialog(confirm)) !== undefined) act();
}

async function showCopy(made: HTMLElement, label: HTMLElement, originalText: string, text: string): Promise<void> {
  const copied = await copyText(text);
  made.style.minWidth = `${made.offsetWidth}px`;
  label.textContent = copied ? "Copied" : "Not allowed";
  announce(copied ? `Copied ${text}` : "The browser does not allow copying here");
  setTimeout(() => {
    label.textContent = originalText;
  }, 1_600);
}

/** What Cliq does for a `system.api` button (protocol page 3.3), in a sentence. */
function describeSystemCall(api: string): string {
  const [call = "", subject = ""] = api.split("/");
  const effect = new Map([
    ["audiocall", "start an audio call with user"],
    ["videocall", "start a video call with user"],
    ["startchat", "open a chat with user"],
    ["invite", "invite user"],
    ["locationpermission", "ask for your location"],
    ["joinchannel", "join channel"],
    ["set_reminder", "set a reminder"],
  ]).get(call);
  return effect === undefined ? `Cliq would call ${api} here.` : `Cliq would ${effect} ${subject}`.trim().concat(".");
}
