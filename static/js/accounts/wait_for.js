/* Follows what is being made or erased, and shows the page anew once it is over. Without it the
   page has a link that looks again. */

const PAUSE_MS = 1000;
const PATIENCE_MS = 180_000;

const section = document.querySelector("[data-wait-for]");

function show(share) {
  const bar = section.querySelector("progress");
  if (!bar || typeof share !== "number") return;
  bar.value = share;
  section.querySelector("[data-share]").textContent = `${Math.round(share * 100)} %`;
}

async function isOver() {
  const answer = await fetch(section.dataset.waitFor, { headers: { Accept: "application/json" } });
  if (!answer.ok) return false;
  const { status, progress } = await answer.json();
  show(progress);
  return !section.dataset.waiting.split(" ").includes(status);
}

async function wait() {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    await new Promise((done) => setTimeout(done, PAUSE_MS));
    // Offline for a moment: the next look may reach us again.
    if (await isOver().catch(() => false)) {
      location.reload();
      return;
    }
  }
}

if (section) wait();
