/**
 * The adapters an action asks for, or how to make them. A factory is tried once at initialisation, where the processor is
 * fast and nobody waits; what it throws is thrown again, by a new try, at each request, until one succeeds.
 */
export function holdPorts<Ports>(ports: Ports | (() => Ports)): () => Ports {
  if (typeof ports !== "function") return () => ports;
  const make = ports as () => Ports;
  let made: { readonly ports: Ports } | undefined;
  const current = (): Ports => {
    made ??= { ports: make() };
    return made.ports;
  };
  try {
    current();
  } catch {
    // Said at the request, to the person who clicked and in the log.
  }
  return current;
}
