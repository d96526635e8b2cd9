/* The graphics of a canvas. Phones take them away when memory is short and give them back empty:
   soon, or never. */

// Browsers try once a second; nothing comes back to a page that is hidden, so that is not counted.
const PATIENCE_MS = 3000;

export function canDrawEffects() {
  return Boolean(globalThis.WebAssembly && document.createElement("canvas").getContext("webgl2"));
}

/** Whether what is drawn now reaches nobody; true before the browser tells of it. */
export function isLost(canvas) {
  return Boolean(canvas.getContext("webgl2")?.isContextLost());
}

/** Tells of every loss and every return, and once when nothing has come back for too long; returns
    what ends the watch. */
export function watchGraphics(canvas, { onLost, onBack, onGone }) {
  const watching = new AbortController();
  let waiting = null;
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => document.hidden || onGone(), PATIENCE_MS);
  };
  const listen = (target, name, act) => target.addEventListener(name, act, { signal: watching.signal });
  listen(canvas, "webglcontextlost", (event) => {
    // Only whoever says so is told when they are back.
    event.preventDefault();
    wait();
    onLost();
  });
  listen(canvas, "webglcontextrestored", () => {
    clearTimeout(waiting);
    waiting = null;
    onBack();
  });
  listen(document, "visibilitychange", () => waiting && wait());
  return () => {
    clearTimeout(waiting);
    watching.abort();
  };
}

/** The same canvas in the same place, which never had any graphics: only such a one can have others. */
export function renewCanvas(canvas) {
  const fresh = canvas.cloneNode();
  canvas.replaceWith(fresh);
  return fresh;
}
