/** An error of an AWS service: its code, the HTTP status that goes with it, and a message. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** What else the error's document says. */
  readonly fields: object;

  constructor(code: string, message: string, status = 400, fields: object = {}) {
    super(message);
    this.name = "ServiceError";
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}
