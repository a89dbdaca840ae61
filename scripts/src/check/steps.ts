/** One step of `check`: a script of package.json, and what helps where it fails. */
export interface Step {
  readonly name: string;
  /** As a shell takes it. */
  readonly command: string;
  readonly remedy: string;
}

/** What is read of the repository's package.json. */
export interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
}

/** The steps of `check`, those that take longest first. */
export function toSteps({ scripts }: Manifest): readonly Step[] {
  const steps = [
    ["types", "types", "Mend what the compiler names."],
    [
      "synth",
      "synth",
      "The sentence names the folder or the construct, a finding of cdk-nag its rule: see docs/security.md.",
    ],
    ["lint", "lint", "Each finding says what to do instead; the reasons are in CONTRIBUTING.md."],
    ["unused", "unused", "Remove what nothing uses; a file that a program loads by its path is named in knip.json."],
    ["format", "format:check", "`pnpm format` writes the files as they should be."],
  ] as const;
  return steps.map(([name, script, remedy]) => {
    const command = scripts[script];
    if (command === undefined)
      throw new Error(`package.json has no script "${script}": add it, or take the step out of check.`);
    return { name, command, remedy };
  });
}
