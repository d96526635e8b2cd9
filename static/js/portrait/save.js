/* Saving: the share sheet on phones, where it is the way to the photo library; else a download. */
import { writeText, readText } from "../device/kept_text.js";
import { canShareFiles, isPhone, share } from "../device/share_sheet.js";
import { deviceKey } from "../device/space.js";

const TYPE = "image/jpeg";

async function pictureFile(link, address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new TypeError("not available");
  return new File([await answer.blob()], link.download, { type: TYPE });
}

function canShare() {
  return canShareFiles(new File([""], "portrait.jpg", { type: TYPE }));
}

/** Resolves with whether the person went through with it. */
async function openShareSheet(link, address = link.href) {
  try {
    return await share(await pictureFile(link, address));
  } catch {
    location.assign(address);
    return true;
  }
}

export function bindSave(link, portraitId) {
  const key = deviceKey(`saved:${portraitId}`);
  const words = link.querySelector("[data-save-words]");
  const showSaved = () => {
    words.textContent = words.dataset.saved;
    link.querySelector("use").setAttribute("href", iconLike(link, "check"));
  };
  if (readText(key)) showSaved();
  link.addEventListener("click", async (event) => {
    const useSheet = isPhone() && canShare();
    if (useSheet) event.preventDefault();
    if (useSheet && !(await openShareSheet(link))) return;
    writeText(key, "1");
    showSaved();
  });
}

function iconLike(link, name) {
  const [sheet] = link.querySelector("use").getAttribute("href").split("#");
  return `${sheet}#${name}`;
}

/** Sharing says first what a shared picture is out of (promises M-20 and M-21). */
export function bindShare(button, dialog, link) {
  const send = dialog.querySelector("[data-send]");
  send.hidden = !canShare();
  send.addEventListener("click", () => {
    dialog.close();
    openShareSheet(link, send.dataset.send);
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  button.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
}
