/**
 * Makes `compute`, which must be pure, remember what it gave for each object. What is remembered lives as long as its
 * object does, so nothing has to be bounded or cleared here.
 */
export function rememberFor<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const remembered = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    let entry = remembered.get(key);
    if (!entry) {
      entry = { value: compute(key) };
      remembered.set(key, entry);
    }
    return entry.value;
  };
}
