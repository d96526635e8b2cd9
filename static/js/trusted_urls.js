/* The page's one Trusted Types policy: scripts and workers come from this site or not at all. */

function sameOrigin(address) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw new TypeError("scripts come from this site only");
  return url.href;
}

const policy = globalThis.trustedTypes?.createPolicy("app", { createScriptURL: sameOrigin });

/** The address of a worker, in the form `new Worker(...)` accepts under Trusted Types. */
export function scriptUrl(address) {
  return policy ? policy.createScriptURL(address) : sameOrigin(address);
}
