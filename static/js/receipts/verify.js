/* Is this receipt ours, and unchanged? Answered by this browser; see RFC 8032 and RFC 8785. */
import { canonicalJson } from "./canonical_json.js";

const FORMAT = 1;
const FIELDS = [
  "absent_verified_at",
  "class",
  "created_at",
  "key_destroyed_at",
  "key_id",
  "object",
  "reason",
  "signature",
  "v",
];

export class NotAReceipt extends Error {}

/** Raises NotAReceipt when the text is no JSON object. */
export function parseReceipt(text) {
  let receipt = null;
  try {
    receipt = JSON.parse(text);
  } catch (problem) {
    throw new NotAReceipt("not JSON", { cause: problem });
  }
  if (receipt === null || typeof receipt !== "object" || Array.isArray(receipt)) {
    throw new NotAReceipt("not an object");
  }
  return receipt;
}

function bytesOf(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function signatureOf(receipt) {
  const isPlain = /^[A-Za-z0-9_-]{86}$/.test(receipt.signature);
  return isPlain ? bytesOf(receipt.signature) : null;
}

function hasOurFields(receipt) {
  const names = Object.keys(receipt).sort();
  return names.join() === FIELDS.join() && receipt.v === FORMAT;
}

/** Returns "valid", "format", "unknown_key" or "signature"; raises where Ed25519 is unknown. */
export async function verify(receipt, keys) {
  if (!hasOurFields(receipt)) return "format";
  const key = keys.find(({ key_id: id }) => id === receipt.key_id);
  if (!key) return "unknown_key";
  const signature = signatureOf(receipt);
  if (!signature) return "signature";
  const { signature: _given, ...signed } = receipt;
  const text = new TextEncoder().encode(canonicalJson(signed));
  const publicKey = await crypto.subtle.importKey(
    "raw",
    bytesOf(key.public_key),
    "Ed25519",
    false,
    ["verify"],
  );
  const isOurs = await crypto.subtle.verify("Ed25519", publicKey, signature, text);
  return isOurs ? "valid" : "signature";
}
