import { physicalName } from "../../stack/physical-name.ts";
import { ResourceFailed } from "../../stack/resource-failed.ts";
import type { ResourceType } from "../../stack/resource-type.ts";
import { ask } from "./ask.ts";

/** `AWS::CloudFormation::CustomResource` and `Custom::…`, backed by a function of the account. */
export const customResource: ResourceType = {
  properties: "any",
  attributes: "any",
  rollsBackByUpdate: true,
  async create(resource, deployment) {
    try {
      return await ask(resource, { RequestType: "Create" }, deployment);
    } catch (error) {
      // It may have done its work: CloudFormation deletes it again, under an invented id when it gave none.
      const physicalId =
        (error instanceof ResourceFailed ? error.physicalId : undefined) ?? physicalName(resource, 255);
      throw new ResourceFailed((error as Error).message, { physicalId, cause: error });
    }
  },
  update: (resource, deployment, previous) =>
    ask(
      resource,
      { RequestType: "Update", PhysicalResourceId: previous.physicalId, OldResourceProperties: previous.properties },
      deployment,
    ),
  async delete(resource, deployment) {
    await ask(resource, { RequestType: "Delete", PhysicalResourceId: resource.physicalId }, deployment);
  },
};
