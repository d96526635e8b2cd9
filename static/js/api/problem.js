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
