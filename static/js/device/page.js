/* Everything that this browser keeps for this account, in one place. */
import { holdPhoto } from "./hand.js";
import { bindPhotoStrip } from "./photo_strip.js";
import { describeEffect, effects } from "./saved_effects.js";
import * as searches from "./search_history.js";
import { bindStrip } from "./strip.js";
import { tellTrouble } from "./trouble.js";

const page = document.querySelector("[data-device-page]");
const { templates, camera, create } = page.dataset;
const strip = (kind) => page.querySelector(`[data-strip="${kind}"]`);

/** The photo waits in this browser while its template is chosen. */
async function usePhoto({ photo }) {
  try {
    await holdPhoto(photo);
  } catch {
    tellTrouble();
    return;
  }
  location.assign(templates);
}

// What an address has after the sign `#` is not sent.
function useEffect({ id, template }) {
  const place = template ? create.replace("template-slug", encodeURIComponent(template)) : camera;
  location.assign(`${place}#effect=${id}`);
}

function useSearch({ id }) {
  location.assign(`${templates}#words=${encodeURIComponent(id)}`);
}

const searchRows = {
  isKeeping: searches.isKeeping,
  setKeeping: async (isOn) => searches.setKeeping(isOn),
  recent: async () => searches.recentSearches().map((words) => ({ id: words })),
  forget: async (...words) => words.forEach(searches.forgetSearch),
};

bindStrip(strip("effects"), { list: effects, describe: describeEffect, onUse: useEffect });
bindPhotoStrip(page, usePhoto);
bindStrip(strip("searches"), {
  list: searchRows,
  describe: ({ id }) => ({ name: id, title: id }),
  onUse: useSearch,
});
