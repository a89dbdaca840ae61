/**
 * What goes wrong with a request instead of its answer: a response of the test's choosing; `hang`, no response at all;
 * `cut`, a connection that ends in the middle of a response; `garbage`, bytes that are no HTTP.
 */
export type Fault = { status: number; headers?: Record<string, string>; body?: string } | "hang" | "cut" | "garbage";
