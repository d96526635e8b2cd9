/* The camera works with the network cut: a service worker keeps this page's own files. */
import { scriptUrl } from "../trusted_urls.js";

export function keepOffline(address) {
  navigator.serviceWorker?.register(scriptUrl(address)).catch(() => {});
}
