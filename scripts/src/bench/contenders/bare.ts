/** A function that looks at nothing: what Node and the runtime client cost by themselves. */
export const handler = async (): Promise<{ statusCode: number; body: string }> =>
  Promise.resolve({ statusCode: 200, body: "{}" });
