/* Checks a receipt in this browser, with the published key, where the person stands. */
import { verify } from "../receipts/verify.js";

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new TypeError("not available");
  return answer.json();
}

async function verdictOf(line) {
  try {
    const receipt = await fetched(line.dataset.receipt);
    const { results } = await fetched(line.dataset.keys);
    return (await verify(receipt, results)) === "valid" ? "valid" : "invalid";
  } catch {
    return "unable";
  }
}

export function bindReceipts() {
  document.querySelectorAll("[data-receipt]").forEach((line) => {
    const verdict = line.querySelector("[data-receipt-verdict]");
    line.querySelector("[data-check-receipt]").addEventListener("click", async () => {
      verdict.dataset.state = await verdictOf(line);
      verdict.textContent = verdict.dataset[verdict.dataset.state];
    });
  });
}
