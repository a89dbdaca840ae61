/** A resource could not be created, changed or deleted. When it may exist nevertheless, `physicalId` names what has to be deleted. */
export class ResourceFailed extends Error {
  readonly physicalId: string | undefined;

  constructor(message: string, options: { physicalId?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "ResourceFailed";
    this.physicalId = options.physicalId;
  }
}
