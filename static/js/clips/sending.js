/* From "send it" to the finished clip: what is asked for, how far it is, and the way back. */
import { Problem } from "../api/problem.js";
import { Making, wordsForLeft } from "./make.js";

export class Sending {
  /** `onEnd(problem)` hears why there is no clip, `onKept()` that the server did not take a cancel. */
  constructor(root, { onReady, onEnd, onKept }) {
    this.part = (name) => root.querySelector(`[data-${name}]`);
    this.words = this.part("words").dataset;
    this.address = root.dataset.api;
    Object.assign(this, { onReady, onEnd, onKept });
    this.making = null;
  }

  async send(file, options) {
    this.making = this.wanted(file, options);
    this.show("sending", 0, null);
    try {
      const job = await this.making.run();
      this.making = null;
      this.onReady(job);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.code !== "network") this.making = null;
      this.onEnd(problem);
    }
  }

  /** After a lost connection, unless something was changed, the same request once more. */
  wanted(file, options) {
    const isSame = this.making?.file === file && JSON.stringify(this.making.options) === JSON.stringify(options);
    if (isSame) return this.making;
    const onStep = (...step) => this.show(...step);
    return new Making({ address: this.address, file, options, onStep, onKept: this.onKept });
  }

  cancel() {
    this.making?.cancel();
  }

  show(name, share, secondsLeft) {
    this.part("stage-words").textContent = this.words[name] ?? this.words.paint;
    this.part("bar").value = share;
    this.part("left").textContent = wordsForLeft(secondsLeft, this.words);
  }
}

/** The options of the API, as the form stands; without a form, the cut alone. */
export function optionsOf({ form, trim, sound, mark }) {
  const cut = trim.box.hidden ? { end_ms: 60_000 } : trim.options;
  const look = form.hidden ? {} : lookOf(form);
  return { ...cut, ...look, sound: sound.checked, mark: mark.checked };
}

function lookOf(form) {
  const { filter, makeup, prop, backdrop, kind, ...amounts } = Object.fromEntries(new FormData(form));
  const numbers = Object.entries(amounts).map(([name, value]) => [name, Number(value)]);
  return { ...Object.fromEntries(numbers), filter, makeup, prop, backdrop };
}
