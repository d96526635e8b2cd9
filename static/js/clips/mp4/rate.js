/* How many pictures a second a file has, as it says itself. ISO/IEC 14496-12: media header, handler,
   time to sample. */
import { boxes, nameAt } from "./movie.js";

/** Of the first track of pictures, 0 where it does not say; `movie` is what `readMovie` gave. */
export function rateOf({ moov }) {
  let [kind, ticksASecond] = ["", 0];
  for (const { name, start } of boxes(moov)) {
    if (name === "mdhd") ticksASecond = moov.getUint32(start + (moov.getUint8(start) === 1 ? 20 : 12));
    // QuickTime has a second handler inside, of how the data is found.
    if (name === "hdlr" && nameAt(moov, start + 4) !== "dhlr") kind = nameAt(moov, start + 8);
    if (name === "stts" && kind === "vide") return ticksASecond / usualTicks(moov, start);
  }
  return 0;
}

/** From picture to picture, as most of them are: one long wait makes no slow film. */
function usualTicks(view, start) {
  const lengths = new Map();
  const most = Math.min(view.getUint32(start + 4), (view.byteLength - start - 8) / 8);
  for (let entry = 0; entry < Math.floor(most); entry += 1) {
    const at = start + 8 + entry * 8;
    const ticks = view.getUint32(at + 4);
    lengths.set(ticks, (lengths.get(ticks) ?? 0) + view.getUint32(at));
  }
  return [...lengths].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
}
