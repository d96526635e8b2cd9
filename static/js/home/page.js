/* Beginning with the photo: it waits on this device until a template is chosen. */
import { bindIntake } from "../create/intake.js";
import { heldPhoto, holdPhoto, letGo } from "../device/hand.js";
import { tellTrouble } from "../device/trouble.js";

const hero = document.querySelector("[data-hero]");
const bar = document.querySelector("[data-held]");

async function show() {
  const photo = await heldPhoto();
  bar.hidden = !photo;
  if (!photo) return;
  const picture = bar.querySelector("img");
  picture.src = URL.createObjectURL(photo);
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
}

async function take(files) {
  const photo = files.find(({ type, size }) => size && (!type || type.startsWith("image/")));
  if (!photo) return;
  try {
    await holdPhoto(photo);
  } catch {
    tellTrouble();
    return;
  }
  await show();
  bar.querySelector("a").focus();
}

bar.querySelector("[data-let-go]").addEventListener("click", async () => {
  await letGo();
  await show();
  hero.querySelector("[data-photo-input]").focus();
});
bindIntake(hero, take);
show();
// Whoever comes back with the browser's button may have used the photo meanwhile.
addEventListener("pageshow", ({ persisted }) => persisted && show());
