import { element } from "./element.ts";

/** What opens a message's menu, in the words of the pointer there is: the mouse, a finger, or none. */
export function messageGesture(): HTMLElement {
  return element(
    "span",
    {},
    element("span", { class: "by-mouse" }, "Right-click a message, or press Enter on it,"),
    element("span", { class: "by-finger" }, "Press and hold a message"),
    element("span", { class: "by-keys" }, "Press Enter on a message"),
  );
}
