/* The finished clip: seen, saved, shared, how long it stays, and the proof that the video is gone. */
import { showCountdown } from "../countdown.js";
import { canShareFiles, isPhone, share } from "../device/share_sheet.js";
import { watchPhotoEnd } from "../portrait/photo_end.js";
import { bindReceipts } from "../portrait/receipt.js";

const TYPE = "video/mp4";

export class Result {
  constructor(box) {
    this.box = box;
    this.part = (name) => box.querySelector(`[data-${name}]`);
    this.clip = null;
    this.waiting = this.part("end-words").textContent;
    this.part("save").addEventListener("click", (event) => this.save(event));
    bindReceipts();
  }

  show(job) {
    const { part } = this;
    this.box.dataset.url = job.url;
    part("film").src = job.image_url;
    part("save").href = `${job.image_url}?download`;
    part("share").hidden = !job.share_page_url;
    if (job.share_page_url) part("share").href = job.share_page_url;
    showCountdown(part("countdown"), job.expires_at);
    this.fetchAhead(job);
    this.showEnd(job);
  }

  get url() {
    return this.box.dataset.url;
  }

  /** A phone's share sheet opens only right after a tap, so the clip is here before it. */
  async fetchAhead({ url, image_url: address }) {
    this.clip = null;
    const name = this.part("save").download;
    if (!isPhone() || !canShareFiles(new File([""], name, { type: TYPE }))) return;
    const clip = await fetched(address);
    if (clip && this.url === url) this.clip = new File([clip], name, { type: TYPE });
  }

  /** Until the clip is here, and where there is no sheet, the link is the browser's own download. */
  async save(event) {
    if (!this.clip) return;
    event.preventDefault();
    try {
      await share(this.clip);
    } catch {
      location.assign(this.part("save").href);
    }
  }

  async showEnd(job) {
    const words = this.part("end-words");
    words.textContent = this.waiting;
    this.part("receipt-verdict").textContent = "";
    const line = this.part("receipt");
    line.dataset.receipt = job.receipt_url ?? `${job.url}receipt/`;
    line.querySelector("a").href = line.dataset.receipt;
    const isGone = await watchPhotoEnd(this.part("end"), job.url);
    if (isGone && this.url === job.url) words.textContent = words.dataset.gone;
  }

  /** What is deleted is not kept in this page either. */
  forget() {
    this.clip = null;
    this.part("film").removeAttribute("src");
    this.part("film").load();
  }
}

async function fetched(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.blob() : null;
  } catch {
    return null;
  }
}
