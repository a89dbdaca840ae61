import { announce } from "../dom/announce.ts";
import { copyText } from "../dom/copy-text.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import type { DrawnButton } from "./drawing.ts";

/** A button of an answer; pressing does what Cliq does, or `tell` says what Cliq would do. */
export function drawButton(button: DrawnButton, tell: (sentence: string) => void): HTMLElement {
  const { press } = button;
  const look = { class: button.warning ? "press press-warning" : "press", title: button.hint };
  if (press.kind === "open") {
    return element(
      "a",
      { ...look, href: press.url, target: "_blank", rel: "noopener noreferrer" },
      button.label,
      icon("external"),
    );
  }
  const words = element("span", {}, button.label);
  const made = element("button", { ...look, type: "button" }, words, press.kind === "copy" && icon("copy"));
  made.addEventListener("click", () => {
    if (press.kind === "copy") void showCopy(made, words, button.label, press.text);
    else
      tell(
        press.kind === "system"
          ? describeSystemCall(press.api)
          : `Cliq would run "${press.type}" here; the simulator does not.`,
      );
  });
  return made;
}

async function showCopy(made: HTMLElement, words: HTMLElement, label: string, text: string): Promise<void> {
  const copied = await copyText(text);
  made.style.minWidth = `${made.offsetWidth}px`;
  words.textContent = copied ? "Copied" : "Not allowed";
  announce(copied ? `Copied ${text}` : "The browser does not allow copying here");
  setTimeout(() => {
    words.textContent = label;
  }, 1_600);
}

/** What Cliq does for a `system.api` button (protocol page 3.3), in a sentence. */
function describeSystemCall(api: string): string {
  const [call = "", subject = ""] = api.split("/");
  const deed = new Map([
    ["audiocall", "start an audio call with user"],
    ["videocall", "start a video call with user"],
    ["startchat", "open a chat with user"],
    ["invite", "invite user"],
    ["locationpermission", "ask for your location"],
  ]).get(call);
  return deed === undefined ? `Cliq would call ${api} here.` : `Cliq would ${deed} ${subject}`.trim().concat(".");
}
