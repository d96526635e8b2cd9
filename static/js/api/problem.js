/* What went wrong between this page and the API. */

/** What the API refused, or what kept us from reaching it (code "network"). */
export class Problem extends Error {
  constructor({ code, detail = "", retryAfter = 0 }) {
    super(detail);
    this.code = code;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }
}

/** `body` is what the API answered; whatever speaks in its place is as good as no answer. */
export function problemOf(body, retryAfter = 0) {
  return new Problem(body?.code ? { ...body, retryAfter } : { code: "network" });
}
