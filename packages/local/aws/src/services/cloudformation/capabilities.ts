import type { Template } from "../../template/template.ts";

/** The types of a template that make identities, and the capability that whoever deploys it has to say; undefined where none. */
export function neededCapability({ Resources }: Template): { identities: Set<string>; capability: string | undefined } {
  const found = Object.values(Resources).filter(({ Type }) =>
    /^AWS::IAM::(?:Role|Policy|ManagedPolicy|User|Group|InstanceProfile)$/.test(Type),
  );
  const isNamed = found.some(({ Properties = {} }) =>
    Object.keys(Properties).some((name) => /^(?:Role|ManagedPolicy|User|Group|InstanceProfile)Name$/.test(name)),
  );
  return {
    identities: new Set(found.map(({ Type }) => Type)),
    capability: found.length === 0 ? undefined : isNamed ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM",
  };
}
