/** What the lockfile says about the platforms one locked package runs on; an absent list means every one. */
export interface LockedPackage {
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

/** The parts of `pnpm-lock.yaml` that decide what each platform installs. */
export interface Lockfile {
  /** By `name@version`. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
  /** The `name@version` of each optional dependency, by the `name@version` of what depends on it. */
  readonly optionalDependencies: Readonly<Record<string, readonly string[]>>;
}

const unquote = (name: string): string => name.replaceAll("'", "").replace(/\(.*/, "");

/** Reads the two sections of a version 9 lockfile; pnpm writes them one key a line, so no YAML library is needed. */
export function parseLockfile(yaml: string): Lockfile {
  const packages: Record<string, LockedPackage> = {};
  const optionalDependencies: Record<string, string[]> = {};
  let [section, name, list] = ["", "", ""];
  for (const line of yaml.split("\n")) {
    const [, indent = "", key = "", value = ""] = /^( *)('[^']+'|[^:]+):(?: (.+))?$/.exec(line) ?? [];
    if (key === "") continue;
    if (indent.length === 0) section = key;
    if (indent.length === 2) name = unquote(key);
    if (indent.length === 4) list = key;
    if (section === "packages" && indent.length === 4 && /^(os|cpu|libc)$/.test(key)) {
      packages[name] = { ...packages[name], [key]: value.slice(1, -1).split(", ") };
    }
    if (section === "snapshots" && indent.length === 6 && list === "optionalDependencies") {
      (optionalDependencies[name] ??= []).push(`${unquote(key)}@${unquote(value)}`);
    }
  }
  return { packages, optionalDependencies };
}
