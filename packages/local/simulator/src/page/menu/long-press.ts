const holdMs = 500;
const slackPixels = 10;

/** Calls `held` when a finger or pen rests on `area` for half a second; the press that follows does nothing else. */
export function onLongPress(area: HTMLElement, held: (target: Element, x: number, y: number) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };
  let fired = false;
  const cancel = (): void => clearTimeout(timer);

  area.addEventListener("pointerdown", (event) => {
    cancel();
    fired = false;
    if (event.pointerType === "mouse" || !(event.target instanceof Element)) return;
    const { target, clientX: x, clientY: y } = event;
    start = { x, y };
    timer = setTimeout(() => {
      fired = true;
      held(target, x, y);
    }, holdMs);
  });
  area.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (Math.hypot(clientX - start.x, clientY - start.y) > slackPixels) cancel();
  });
  for (const type of ["pointerup", "pointercancel", "scroll"] as const)
    area.addEventListener(type, cancel, { passive: true });
  area.addEventListener(
    "click",
    (event) => {
      if (!fired) return;
      fired = false;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
