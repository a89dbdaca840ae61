import { NotConfigured } from "../not-configured.ts";

const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;
const secure = /^https:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?$/;

/**
 * Where a connection leads: what the stage says in `CONNECTION_ORIGINS`, else what is declared. Only https, and http on
 * this machine; throws {@link NotConfigured} otherwise.
 */
export function originOf(name: string, declared: string, environment: NodeJS.ProcessEnv): string {
  const overrides = parseOverrides(environment.CONNECTION_ORIGINS);
  const origin = overrides[name] ?? overrides[`${environment.ACTION_SLUG}/${name}`] ?? declared;
  if (typeof origin === "string" && (secure.test(origin) || loopback.test(origin)) && URL.canParse(origin))
    return origin;
  throw new NotConfigured(`The origin of connection ${name} must be an https origin without a path`);
}

/** Whether an origin is on this machine and in the clear, as in tests and `pnpm start`. */
export function isLoopback(origin: string): boolean {
  return loopback.test(origin);
}

function parseOverrides(value: string | undefined): Readonly<Record<string, unknown>> {
  if (!value) return {};
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === "object" && parsed !== null) return parsed as Record<string, unknown>;
  } catch {
    // Said below, without quoting it.
  }
  throw new NotConfigured("CONNECTION_ORIGINS is not a JSON object");
}
