/* Asks for the points of faces: in a worker where the browser can, else in the page itself. */
import { scriptUrl } from "../trusted_urls.js";

/** Something with `follow(frame, wants)` and `end()`; `folder` holds the models. */
export async function startLandmarks(folder) {
  if (!canWork()) {
    const { Tracker } = await import("./tracker.js");
    return withoutWorker(await Tracker.load(folder));
  }
  const address = scriptUrl(new URL("./landmarks_worker.js", import.meta.url));
  const thread = new Thread(new Worker(address, { type: "module" }));
  await thread.ask({ folder });
  return thread;
}

function canWork() {
  return Boolean(globalThis.Worker && globalThis.OffscreenCanvas && globalThis.createImageBitmap);
}

function withoutWorker(tracker) {
  return {
    async follow(frame, wants) {
      const found = await tracker.follow(frame, wants);
      frame.image.close();
      return found;
    },
    end() {},
  };
}

class Thread {
  constructor(worker) {
    this.worker = worker;
  }

  follow(frame, wants) {
    return this.ask({ frame, wants }, [frame.image]);
  }

  ask(message, moved = []) {
    return new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }) => (data.failed ? reject(new Error(data.failed)) : resolve(data));
      this.worker.onerror = (event) => reject(new Error(event.message));
      this.worker.postMessage(message, moved);
    });
  }

  end() {
    this.worker.terminate();
  }
}
