/* The picture or clip just made: looked at, saved to the device, or thrown away. */
import { canShareFiles, isPhone, share } from "../device/share_sheet.js";

export class Keeping {
  constructor(panel, onClose) {
    this.panel = panel;
    this.onClose = onClose;
    this.link = panel.querySelector("[data-save]");
    this.link.addEventListener("click", (event) => this.save(event));
    panel.querySelector("[data-discard]").addEventListener("click", () => this.close());
  }

  show(file) {
    this.empty();
    this.file = file;
    const kind = file.type.startsWith("video/") ? "video" : "img";
    for (const view of this.panel.querySelectorAll("[data-kept]")) view.hidden = view.localName !== kind;
    this.link.href = this.panel.querySelector(`${kind}[data-kept]`).src = URL.createObjectURL(file);
    this.link.download = file.name;
    this.panel.hidden = false;
    this.link.focus();
  }

  /** On a phone the share sheet is the way to the photo library; elsewhere, and where the browser
      does not open it, it is a download. */
  async save(event) {
    if (this.isSheetRefused || !isPhone() || !canShareFiles(this.file)) return;
    event.preventDefault();
    try {
      await share(this.file);
    } catch {
      this.isSheetRefused = true;
      this.link.click();
    }
  }

  close() {
    this.empty();
    this.panel.hidden = true;
    this.onClose();
  }

  /** A clip without an address plays on until it is told to look for one. */
  empty() {
    for (const view of this.panel.querySelectorAll("[data-kept]")) {
      view.removeAttribute("src");
      view.load?.();
    }
    URL.revokeObjectURL(this.link.href);
  }
}
