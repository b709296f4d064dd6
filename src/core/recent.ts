/** A map of bounded size that lets go of what was used longest ago. */
export interface Recent<Key, Value> {
  /** Makes what it finds the youngest. */
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  clear(): void;
}

/** Makes a map that holds at most `capacity` entries. */
export function createRecent<Key, Value>(capacity: number): Recent<Key, Value> {
  const entries = new Map<Key, Value>();
  const put = (key: Key, value: Value): void => {
    // Taken out and put in again, it becomes the youngest; a map keeps the order of arrival.
    entries.delete(key);
    entries.set(key, value);
    if (entries.size > capacity) entries.delete(entries.keys().next().value as Key);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    set: put,
    clear: () => entries.clear(),
  };
}
