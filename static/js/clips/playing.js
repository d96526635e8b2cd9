/* The part that is kept, played round and round, with its sound for whoever wants to hear it. */

// A picture before the end there is nothing left to play.
const END_S = 0.05;

export class Playing {
  constructor({ video, trim, play, hear }) {
    Object.assign(this, { video, trim, play, hear });
    play.addEventListener("click", () => (video.paused ? this.start() : this.stop()));
    hear.addEventListener("click", () => {
      video.muted = !video.muted;
      hear.setAttribute("aria-pressed", String(!video.muted));
    });
    video.addEventListener("timeupdate", () => {
      const [from, to] = trim.seconds;
      if (!video.paused && video.currentTime >= to) video.currentTime = from;
    });
  }

  async start() {
    const { video } = this;
    const [from, to] = this.trim.seconds;
    if (video.currentTime < from || video.currentTime >= to - END_S) video.currentTime = from;
    this.show(true);
    try {
      await video.play();
    } catch {
      // Stopped before it began, or not allowed to.
      this.show(false);
    }
  }

  stop() {
    this.video.pause();
    this.show(false);
  }

  show(isOn) {
    this.play.setAttribute("aria-pressed", String(isOn));
  }
}
