/** Whether Cliq could call it. That it insists on https or refuses ports is UNKNOWN; http is let through so that offline stacks work. */
export function isWebUrl(url: string | undefined): boolean {
  return url !== undefined && /^https?:$/.test(URL.parse(url)?.protocol ?? "");
}
