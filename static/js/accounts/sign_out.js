/* Before signing out, this account's things leave the device. */
import { clearDevice } from "../device/leave.js";

const form = document.querySelector("[data-sign-out]");

form.addEventListener("submit", async (event) => {
  if (form.querySelector("[data-keep-device]").checked) return;
  event.preventDefault();
  await clearDevice();
  form.submit();
});
