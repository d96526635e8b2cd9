/* The finished clip: seen, saved, shared, and the proof that the video is gone. */
import { canShareFiles, isPhone, share } from "../device/share_sheet.js";
import { watchPhotoEnd } from "../portrait/photo_end.js";
import { bindReceipts } from "../portrait/receipt.js";

const TYPE = "video/mp4";

/** Returns `show(job)`. */
export function bindResult(box) {
  const part = (name) => box.querySelector(`[data-${name}]`);
  const save = part("save");
  save.addEventListener("click", async (event) => {
    const sample = new File([""], save.download, { type: TYPE });
    if (!isPhone() || !canShareFiles(sample)) return;
    event.preventDefault();
    const clip = await (await fetch(save.href)).blob();
    await share(new File([clip], save.download, { type: TYPE }));
  });
  bindReceipts();
  return (job) => {
    box.dataset.url = job.url;
    part("film").src = job.image_url;
    save.href = `${job.image_url}?download`;
    part("share").href = `/clips/${job.id}/share/`;
    part("share").hidden = !job.options.mark;
    showEnd(part, job);
  };
}

async function showEnd(part, job) {
  const line = part("receipt");
  line.dataset.receipt = job.receipt_url ?? `${job.url}receipt/`;
  line.querySelector("a").href = line.dataset.receipt;
  if (!(await watchPhotoEnd(part("end"), job.url))) return;
  part("end-words").textContent = part("end-words").dataset.gone;
}
