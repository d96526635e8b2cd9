/* The page that checks receipts: paste or open one, and see what it says and whether it is true. */
import { NotAReceipt, parseReceipt, verify } from "./verify.js";

const form = document.querySelector("[data-receipt-form]");
const text = form.querySelector("textarea");
const verdict = document.querySelector("[data-verdict]");
const facts = document.querySelector("[data-facts-template]");

const LONGEST_FILE = 8000;
const TIMES = ["created_at", "key_destroyed_at", "absent_verified_at"];

function show(outcome, receipt) {
  const chosen = document.querySelector(`[data-verdict-template="${outcome}"]`);
  const parts = [chosen.content.cloneNode(true)];
  if (outcome.startsWith("valid")) parts.push(factsOf(receipt));
  verdict.replaceChildren(...parts);
}

function factsOf(receipt) {
  const list = facts.content.cloneNode(true);
  list.querySelectorAll("[data-fact]").forEach((place) => {
    place.textContent = factText(place.dataset.fact, receipt);
  });
  return list;
}

function factText(name, receipt) {
  if (!TIMES.includes(name)) return receipt[name];
  const words = { dateStyle: "medium", timeStyle: "long" };
  return new Date(receipt[name]).toLocaleString(document.documentElement.lang, words);
}

async function publishedKeys() {
  const answer = await fetch(form.dataset.keys);
  if (!answer.ok) throw new TypeError("keys not available");
  return (await answer.json()).results;
}

async function askServer(receipt) {
  const answer = await fetch(form.dataset.verify, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value,
    },
    body: JSON.stringify(receipt),
  });
  if (!answer.ok) throw new TypeError("not available");
  const { valid, reason } = await answer.json();
  return valid ? "valid-server" : reason;
}

async function outcomeOf(receipt) {
  try {
    return await verify(receipt, await publishedKeys());
  } catch (problem) {
    if (problem.name === "NotSupportedError" || !globalThis.crypto?.subtle) {
      return askServer(receipt);
    }
    throw problem;
  }
}

async function verdictOn(asked) {
  try {
    const receipt = parseReceipt(asked);
    return [await outcomeOf(receipt), receipt];
  } catch (problem) {
    return [problem instanceof NotAReceipt ? "not_json" : "unreachable"];
  }
}

/** A verdict that comes late is not shown beside another text than its own. */
async function check() {
  const asked = text.value;
  const found = await verdictOn(asked);
  if (asked === text.value) show(...found);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});

form.querySelector("[data-receipt-file]").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  // What cannot be read is no receipt.
  text.value = file.size > LONGEST_FILE ? "" : await file.text().catch(() => "");
  check();
});
