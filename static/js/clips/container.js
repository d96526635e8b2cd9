/* What lies around the pictures of a chosen video. MP4 and MOV are one kind of file, WebM another:
   each is read in a folder of its own (`movie.js` or `matroska.js` reads, the others make of it what
   is told, what is sent, and how far an arrow key moves). */
import { kindOf } from "./kind.js";
import { withoutNotes as movieWithoutNotes } from "./mp4/clean.js";
import { readMovie } from "./mp4/movie.js";
import { rateOf as rateOfMovie } from "./mp4/rate.js";
import { toldBy as toldByMovie } from "./mp4/told.js";
import { withoutNotes as matroskaWithoutNotes } from "./webm/clean.js";
import { readMatroska } from "./webm/matroska.js";
import { rateOf as rateOfMatroska } from "./webm/rate.js";
import { toldBy as toldByMatroska } from "./webm/told.js";

// Where a file does not say: a phone's 30 and 60 both fall on them.
const USUAL_RATE = 30;
const MOST_RATE = 240;
const CONTAINERS = {
  mp4: { read: readMovie, toldBy: toldByMovie, withoutNotes: movieWithoutNotes, rateOf: rateOfMovie },
  webm: { read: readMatroska, toldBy: toldByMatroska, withoutNotes: matroskaWithoutNotes, rateOf: rateOfMatroska },
};
const NONE = { read: async () => null };

/** {told, clean, rate}: what the file would tell ({place, time, device, notes}, of which what is not
    told is missing; null where it cannot be read), the file without it, and its pictures a second. */
export async function lookInto(file) {
  const { read, toldBy, withoutNotes, rateOf } = CONTAINERS[await kindOf(file)] ?? NONE;
  // A file that went away meanwhile cannot be looked into; whether it can be sent is seen then.
  const seen = await read(file).catch(() => null);
  if (!seen) return { told: null, clean: file, rate: USUAL_RATE };
  const rate = rateOf(seen);
  const isUsable = rate >= 1 && rate <= MOST_RATE;
  return { told: toldBy(seen), clean: withoutNotes(file, seen), rate: isUsable ? rate : USUAL_RATE };
}
