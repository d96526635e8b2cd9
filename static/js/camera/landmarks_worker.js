/* The tracker in a thread of its own: frames come in, points and masks go out. */
import { Tracker } from "./tracker.js";

let tracker;

self.addEventListener("message", async ({ data }) => {
  try {
    self.postMessage(await answer(data));
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
});

async function answer(data) {
  if (data.folder) {
    tracker = await Tracker.load(data.folder);
    return { ready: true };
  }
  const found = await tracker.follow(data.frame, data.wants);
  data.frame.image.close();
  return found;
}
