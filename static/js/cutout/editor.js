/* What the person has set, and the picture that follows from it. */
import { Brush } from "./brush.js";
import { blurOf, compose } from "./compose.js";
import { frameOf } from "./frame.js";
import { drawGuides } from "./guides.js";
import { saveAs } from "./save.js";

const PREVIEW_SIDE = 1200;

export class Editor {
  constructor(form) {
    this.form = form;
    this.stage = this.part("stage");
    this.backdropPicture = null;
    this.isDue = false;
    this.brush = new Brush({
      stage: this.stage,
      cursor: this.part("cursor"),
      person: () => this.person,
      frame: () => this.frame,
      settings: () => ({
        size: Number(this.value("brush-size")) / 200,
        isErasing: this.value("brush") === "erase",
      }),
      onChange: () => this.refresh(),
    });
    form.addEventListener("input", (event) => this.onInput(event));
    this.part("undo").addEventListener("click", () => this.undo());
    this.part("save").addEventListener("click", () => this.save());
    form.addEventListener("keydown", (event) => {
      const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
      if (isUndo && this.person?.strokes.length) this.undo();
    });
  }

  part(name) {
    return this.form.querySelector(`[data-${name}]`);
  }

  value(name) {
    return this.form.elements[name].value;
  }

  open(person) {
    this.person = person;
    this.blurred = null;
    const canRestore = Boolean(person.photo);
    this.form.querySelectorAll("[data-needs-photo]").forEach((input) => {
      input.disabled = !canRestore;
    });
    this.part("without-photo").hidden = canRestore;
    this.refresh();
  }

  async onInput({ target }) {
    if (target.name === "picture") await this.takePicture(target.files[0]);
    if (target.name === "colour") this.form.elements.backdrop.value = "colour";
    if (target.name === "own-colour") this.form.elements.colour.value = "own";
    this.refresh();
  }

  /** A backdrop of the person's own is never sent: it is opened here, and only here. */
  async takePicture(file) {
    if (!file) return;
    this.chosenPicture = file;
    const picture = await createImageBitmap(file).catch(() => null);
    // A large one that was chosen before may be open only now.
    if (file !== this.chosenPicture) return;
    this.part("picture-problem").hidden = Boolean(picture);
    if (!picture) return;
    this.backdropPicture = picture;
    this.form.elements.backdrop.value = "picture";
  }

  undo() {
    this.person.undo();
    this.refresh();
  }

  size() {
    const { value, dataset } = this.form.elements.size.selectedOptions[0];
    if (!dataset.width) return value;
    const { width, height, headMin, headMax, above = "0" } = dataset;
    const mm = { width, height, headMin, headMax, above };
    return Object.fromEntries(Object.entries(mm).map(([name, text]) => [name, Number(text)]));
  }

  backdrop() {
    const kind = this.value("backdrop");
    if (kind === "blur" && this.person.photo) this.blurred ??= blurOf(this.person);
    const own = this.value("colour") === "own";
    const colour = own ? this.value("own-colour") : this.value("colour");
    return { kind, colour, picture: this.backdropPicture, blurred: this.blurred };
  }

  settings() {
    const place = { enlarge: "enlarge", right: "move-right", down: "move-down" };
    const numbers = Object.entries(place).map(([name, field]) => [name, Number(this.value(field))]);
    this.frame = frameOf(this.size(), this.person, Object.fromEntries(numbers));
    return {
      person: this.person,
      frame: this.frame,
      backdrop: this.backdrop(),
      hasShadow: this.form.elements.shadow.checked,
    };
  }

  refresh() {
    if (!this.person || this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.draw();
    });
  }

  draw() {
    const settings = this.settings();
    const { outWidth, outHeight } = this.frame;
    const picture = compose(settings, Math.min(1, PREVIEW_SIDE / Math.max(outWidth, outHeight)));
    this.stage.width = picture.width;
    this.stage.height = picture.height;
    this.stage.getContext("2d").drawImage(picture, 0, 0);
    const size = this.size();
    if (size.height) drawGuides(this.stage, size);
    this.showState();
  }

  showState() {
    this.part("undo").disabled = this.person.strokes.length === 0;
    this.part("placing").hidden = !this.size().height;
    this.part("picture-choice").hidden = this.value("backdrop") !== "picture";
    this.part("colours").hidden = this.value("backdrop") !== "colour";
    this.part("board").dataset.ground = this.value("ground");
    const { outWidth, outHeight } = this.frame;
    this.part("board").style.setProperty("--zoom", this.value("zoom"));
    this.part("board").style.setProperty("--ratio", outWidth / outHeight);
    const words = this.part("out-size");
    words.textContent = words.dataset.pixels
      .replace("{width}", Math.round(outWidth))
      .replace("{height}", Math.round(outHeight));
  }

  save() {
    saveAs(this.value("type"), this.settings());
  }
}
