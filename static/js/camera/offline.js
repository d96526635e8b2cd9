/* The service worker of the camera: it keeps the camera's own files and answers with them when the
   network is cut. Every other address of the site passes by untouched, and nobody's page is kept:
   the copy of the camera's page is fetched without cookies. */

const { searchParams } = new URL(self.location.href);
const CACHE = `camera-${searchParams.get("v")}`;
const LANGUAGE = searchParams.get("language") ?? "en";
const LIST = "/camera/files.json";
const PAGE = "/camera/";
// Named by its content or version: what is kept is what the network would give.
const LASTING = /\.[0-9a-f]{12}\.|\/litert-[\d.]+\//;
// What a page names in its markup: styles, first scripts, typefaces, icons.
const NAMED = /(?:href|src)="(\/static\/[^"#]+)/g;

// A module whose one function is f32x4.relaxed_min: a browser that takes it has the faster program.
const RELAXED = [
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x07, 0x01, 0x60, 0x02, 0x7b, 0x7b, 0x01, 0x7b, 0x03, 0x02,
  0x01, 0x00, 0x0a, 0x0b, 0x01, 0x09, 0x00, 0x20, 0x00, 0x20, 0x01, 0xfd, 0x8d, 0x02, 0x0b,
];

let kept = null;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isOurs = request.method === "GET" && origin === self.location.origin;
  if (isOurs && (request.mode === "navigate" ? pathname === PAGE : mayBeKept(pathname))) {
    event.respondWith(answer(request, pathname));
  }
});

function mayBeKept(pathname) {
  return pathname.startsWith("/static/") || pathname.startsWith("/camera/");
}

async function keepAll() {
  const list = await (await fetch(LIST, { cache: "no-cache" })).json();
  const page = await pageOfNobody();
  const markup = await page.clone().text();
  const named = Array.from(markup.matchAll(NAMED), ([, address]) => address);
  const cache = await caches.open(CACHE);
  await cache.addAll(new Set([...list.files, ...programOf(list), ...named]));
  await cache.put(PAGE, page);
  await self.skipWaiting();
}

function programOf({ relaxed, compatible }) {
  return globalThis.WebAssembly?.validate(Uint8Array.from(RELAXED)) ? relaxed : compatible;
}

/** The page as a visitor sees it, in the language of the person who opened it. */
function pageOfNobody() {
  return fetch(PAGE, { credentials: "omit", cache: "no-cache", headers: { "Accept-Language": LANGUAGE } });
}

async function forgetOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith("camera-") && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function answer(request, pathname) {
  kept ??= await caches.open(CACHE);
  const copy = await kept.match(pathname);
  if (copy && LASTING.test(pathname)) return copy;
  try {
    return await fetch(request);
  } catch (cut) {
    if (copy) return copy;
    throw cut;
  }
}
