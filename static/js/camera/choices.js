/* What is chosen in the form beside the picture. */
import { PARTS } from "./makeup.js";

// Whose colours a part has when a slider is moved before any makeup was chosen.
const FIRST_MAKEUP = "red-lips";
// The engine's lashes are a line and lashes in one colour; here they are two parts.
const SOURCE = { liner: "lashes" };

export class Choices {
  constructor(form, looks, onChange) {
    this.form = form;
    this.makeups = looks.makeup.looks;
    form.addEventListener("input", ({ target }) => {
      if (target.name === "makeup") this.showMakeup(target.value);
      this.showAmounts();
      onChange(this.read());
    });
    this.showAmounts();
  }

  read() {
    const values = Object.fromEntries(new FormData(this.form));
    const amounts = Object.fromEntries(PARTS.map((part) => [part, Number(values[part])]));
    const smoothing = Number(values.smoothing);
    const touches = smoothing > 0 || PARTS.some((part) => amounts[part] > 0);
    const { prop, backdrop } = values;
    return {
      filter: { slug: values.filter, strength: Number(values.strength) / 100 },
      makeup: { amounts, ...this.coloursOf(values.makeup) },
      smoothing,
      prop,
      backdrop,
      touches,
      wants: { faces: touches || Boolean(prop), mask: Boolean(backdrop) },
    };
  }

  coloursOf(slug) {
    const recipe = this.makeups[slug || FIRST_MAKEUP];
    const colours = PARTS.map((part) => [part, recipe[SOURCE[part] ?? part].colour]);
    return { colours: Object.fromEntries(colours), gloss: recipe.lips.gloss ?? 0 };
  }

  /** A makeup moves the sliders to where it starts; each can then be moved by itself. */
  showMakeup(slug) {
    for (const part of PARTS) this.form.elements[part].value = this.startOf(slug, part);
  }

  startOf(slug, part) {
    return slug ? this.makeups[slug][SOURCE[part] ?? part].amount : 0;
  }

  showAmounts() {
    for (const output of this.form.querySelectorAll("output[for]")) {
      output.value = this.form.elements[output.htmlFor.value].value;
    }
  }
}
