/* The chosen video with the looks on it. What cannot be fetched is said, and asked for again by a
   press: the video is seen without it, and can be sent. */
import { Choices } from "../camera/choices.js";
import { Live } from "../camera/live.js";
import { bindSavedLooks } from "../camera/saved_looks.js";

const PATIENCE_MS = 10_000;

export class Preview {
  constructor(root, film) {
    this.root = root;
    this.film = film;
    this.part = (name) => root.querySelector(`[data-${name}]`);
    [this.frame, this.said, this.retry] = ["frame", "said", "retry"].map(this.part);
    this.retry.addEventListener("click", async () => {
      await this.fetchLooks();
      await this.open();
    });
  }

  /** What the form offers and how it is drawn; without it the form stays away. */
  async fetchLooks() {
    this.fetching ??= fetched(this.root.dataset.looks);
    const looks = await this.fetching;
    if (!looks) this.fetching = null;
    else if (!this.looks) await this.bindChoices(looks);
    this.part("choices").hidden = !this.looks;
  }

  async bindChoices(looks) {
    this.looks = looks;
    this.choices = new Choices(this.part("choices"), looks, (chosen) => {
      this.live?.choose(chosen);
      this.film.wake();
    });
    await bindSavedLooks(this.root, this.choices, looks);
  }

  /** The room for the picture, with the video itself in it until it is drawn. */
  makeRoom() {
    const { videoWidth, videoHeight } = this.film.video;
    this.frame.style.aspectRatio = `${videoWidth} / ${videoHeight}`;
    this.frame.toggleAttribute("data-bare", true);
  }

  async open() {
    if (!this.looks) {
      this.fail("lookless");
      return;
    }
    this.say("loading");
    try {
      this.live = await (this.opening ??= this.openLive());
      if (this.said.textContent === this.said.dataset.loading) this.say("");
      this.goOn();
    } catch {
      this.opening = null;
      this.fail("failed");
    }
  }

  openLive() {
    return Live.open({
      camera: this.film,
      canvas: this.part("canvas"),
      looks: this.looks,
      folder: new URL(this.root.dataset.runtime, location.href).href,
      chosen: this.choices.read(),
      onFrame: () => this.frame.removeAttribute("data-bare"),
      onSight: (name) => {
        this.say(name);
        this.film.wake();
      },
      onPlain: (why) => {
        this.say(why);
        this.film.wake();
      },
    });
  }

  async goOn() {
    this.film.goOn();
    try {
      const running = this.live?.run();
      this.film.wake();
      await running;
    } catch {
      this.opening = this.live = null;
      this.fail("failed");
    }
  }

  fail(name) {
    this.frame.toggleAttribute("data-bare", true);
    this.say(name);
    this.retry.hidden = false;
  }

  say(name) {
    this.said.textContent = name ? this.said.dataset[name] : "";
    this.retry.hidden = true;
  }
}

/** Nothing where the server does not give it. */
async function fetched(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
