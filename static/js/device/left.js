/* Whoever signs out in one tab is signed out in all: the account's pages in other tabs keep nothing
   more of what people do on them. */
import { deviceSpace } from "./space.js";

// Safari before 15.4 has none: there a page left open goes on keeping.
const tabs = globalThis.BroadcastChannel && new BroadcastChannel("left");
let isLeft = false;

tabs?.addEventListener("message", ({ data }) => {
  if (data === deviceSpace()) isLeft = true;
});

export function hasLeft() {
  return isLeft;
}

export function tellOtherTabs() {
  tabs?.postMessage(deviceSpace());
}
