/* JSON Canonicalization Scheme (RFC 8785): names sorted by UTF-16 code units, no spaces.
   JavaScript's own number and string forms are the ones the RFC prescribes (3.2.2). */

export function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${members.join(",")}}`;
}
