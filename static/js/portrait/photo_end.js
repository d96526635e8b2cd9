/* The end of the photo, as it happens: once its deletion is verified, its copy here dissolves.
   What dissolves is the picture that this browser kept; the server's is gone before it begins. */

const LOOK_EVERY_MS = 700;
const PATIENCE_MS = 70_000;

export async function watchPhotoEnd(section, api) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    const job = await ask(api);
    if (job.upload_deleted_at && job.receipt_url) return true;
  }
  return false;
}

/** What broke off is asked once more. */
async function ask(api) {
  try {
    const answer = await fetch(api);
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

export function dissolve(section, photo) {
  const picture = section.querySelector("[data-vanishing]");
  picture.src = URL.createObjectURL(photo);
  picture.hidden = false;
  picture.addEventListener(
    "load",
    () => {
      URL.revokeObjectURL(picture.src);
      section.toggleAttribute("data-vanishing-now", true);
    },
    { once: true },
  );
  picture.addEventListener("animationend", () => picture.remove(), { once: true });
}
