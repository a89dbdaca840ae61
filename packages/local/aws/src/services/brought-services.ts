import type { FakeAwsService } from "../fakes/fake-aws-service.ts";
import { checkService, toInvalidFake } from "../fakes/check-made.ts";
import { InvalidFake } from "../fakes/invalid-fake.ts";
import type { ActionFakes } from "../fakes/read-fakes.ts";
import { fakeService } from "./fake-service.ts";
import type { Service } from "./service-call.ts";

type Create = () => FakeAwsService | Promise<FakeAwsService>;

/** Adds the AWS services that action folders bring to those the account has. */
export interface BroughtServices {
  /** Makes each service once; gives the labels of those that have one, by signing name. Throws a sentence when a name is taken. */
  bring(folders: readonly ActionFakes[]): Promise<Record<string, string>>;
}

/** Starts with the built-in services only; `services` is what the front door dispatches by, and grows. */
export function createBroughtServices(
  services: Record<string, Service>,
  account: { region: string; accountId: string },
): BroughtServices {
  const brought = new Map<string, { create: Create; slug: string; label: string | undefined }>();

  async function bringOne(slug: string, name: string, create: Create): Promise<void> {
    const known = brought.get(name);
    if (known?.create === create) return;
    if (known && known.slug !== slug)
      throw new InvalidFake(`Both ${known.slug} and ${slug} bring the AWS service ${name}: keep it in one fake.ts.`);
    if (!known && Object.hasOwn(services, name))
      throw new InvalidFake(
        `${slug} brings the AWS service ${name}, which local AWS has itself: leave it out of its fake.ts.`,
      );
    const where = `${slug}'s fake.ts: awsServices.${name}`;
    const made: unknown = await Promise.resolve()
      .then(create)
      .catch((error: unknown) => {
        throw toInvalidFake(error, where);
      });
    checkService(made, where);
    brought.set(name, { create, slug, label: made.label });
    services[name] = fakeService(name, made, account);
  }

  return {
    async bring(folders) {
      for (const { slug, fakes } of folders)
        for (const [name, create] of Object.entries(fakes.awsServices ?? {})) await bringOne(slug, name, create);
      const wanted = new Set(folders.flatMap(({ fakes }) => Object.keys(fakes.awsServices ?? {})));
      return Object.fromEntries(
        [...brought]
          .filter(([name]) => wanted.has(name))
          .flatMap(([name, { label }]) => (label === undefined ? [] : [[name, label]])),
      );
    },
  };
}
