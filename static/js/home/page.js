/* Beginning with the photo: it waits on this device until a template is chosen. */
import { bindIntake } from "../create/intake.js";
import { heldPhoto, holdPhoto, letGo } from "../device/hand.js";

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
  await holdPhoto(photo);
  await show();
  bar.querySelector("a").focus();
}

bar.querySelector("[data-let-go]").addEventListener("click", async () => {
  await letGo();
  await show();
});
bindIntake(document.querySelector("[data-hero]"), take);
show();
