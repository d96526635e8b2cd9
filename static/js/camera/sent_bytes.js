/* Counts what this page sends: the body of every request, by each of the four ways a page has. */

let count = 0;
const watchers = [];

async function add(body) {
  if (body === null || body === undefined) return;
  const { size } = await new Response(body).blob();
  count += size;
  for (const tell of watchers) tell(count);
}

/** From now on everything is counted; `tell` is called with the sum at once and at each change. */
export function watchSentBytes(tell) {
  if (!watchers.length) watch();
  watchers.push(tell);
  tell(count);
}

function watch() {
  const { fetch: ask } = globalThis;
  globalThis.fetch = (target, options) => {
    add(options?.body ?? (target instanceof Request ? target.clone().body : null));
    return ask(target, options);
  };
  before(XMLHttpRequest.prototype, "send", ([body]) => body);
  before(Navigator.prototype, "sendBeacon", ([, body]) => body);
  before(WebSocket.prototype, "send", ([body]) => body);
}

function before(owner, name, bodyOf) {
  const own = owner[name];
  owner[name] = function counted(...given) {
    add(bodyOf(given));
    return own.apply(this, given);
  };
}
