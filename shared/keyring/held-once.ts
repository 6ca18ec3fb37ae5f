/** Holds what was made under a name for the life of the function; parallel askers share one making, a failed one is forgotten. */
export function heldOnce<T>(): (name: string, make: () => Promise<T>) => Promise<T> {
  const held = new Map<string, Promise<T>>();
  return (name, make) => {
    const known = held.get(name);
    if (known) return known;
    const made = make();
    held.set(name, made);
    made.catch(() => held.delete(name));
    return made;
  };
}
