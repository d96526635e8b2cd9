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
  const { files } = await (await fetch(LIST, { cache: "no-cache" })).json();
  const page = await pageOfNobody();
  const markup = await page.clone().text();
  const named = Array.from(markup.matchAll(NAMED), ([, address]) => address);
  const cache = await caches.open(CACHE);
  await cache.addAll(new Set([...files, ...named]));
  await cache.put(PAGE, page);
  await self.skipWaiting();
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
