/* The elements of an EBML document, in order, whatever it holds. RFC 8794: variable-size integers (4),
   elements of unknown size (6.2). What is not whole raises RangeError: read in part it would tell half. */
import { viewOf } from "../bytes.js";

const WINDOW_BYTES = 262_144;
const MOST_HEAD_BYTES = 12;
const MOST_ID_BYTES = 4;
const MOST_SIZE_BYTES = 8;
// An endless recording of a browser has some eighty a second; more than twenty minutes are not walked.
const MOST_ELEMENTS = 100_000;

/** A file of which one window is in memory. */
export class Bytes {
  constructor(file) {
    this.file = file;
    this.size = file.size;
    this.from = this.to = 0;
  }

  /** A copy of the bytes between two places, of which the first lies in the file. */
  async view(from, to) {
    const end = Math.min(to, this.size);
    if (from < this.from || end > this.to) {
      this.buffer = (await viewOf(this.file, from, Math.max(end, from + WINDOW_BYTES))).buffer;
      [this.from, this.to] = [from, from + this.buffer.byteLength];
    }
    return new DataView(this.buffer.slice(from - this.from, end - this.from));
  }
}

/** {id, at, start, end, parent, isEndless}: from where to where, and where the content begins. What is
    in an element follows it where `opens(element)` says so. `endless` says, of those whose size need
    not be known, which elements are in them. */
export async function* elementsOf(bytes, { opens, endless }) {
  const around = [];
  for (let at = 0, count = 0; at < bytes.size; count += 1) {
    if (count === MOST_ELEMENTS) throw new RangeError("too many elements");
    const head = headIn(await bytes.view(at, at + MOST_HEAD_BYTES));
    while (around.length && isOver(around.at(-1), at, head.id, endless)) around.pop();
    const element = placed(head, at, around.at(-1) ?? null, bytes.size);
    if (element.isEndless && !(element.id in endless)) throw new RangeError("of unknown size");
    yield element;
    const isOpen = opens(element);
    if (isOpen) around.push(element);
    at = isOpen ? element.start : element.end;
  }
}

function isOver(parent, at, id, endless) {
  return parent.end <= at || (parent.isEndless && !endless[parent.id](id));
}

function placed({ id, length, size }, at, parent, fileEnd) {
  const [start, most] = [at + length, parent?.end ?? fileEnd];
  const isEndless = size === Infinity;
  const end = isEndless ? most : start + size;
  if (Math.max(start, end) > most) throw new RangeError("not whole");
  return { id, at, start, end, parent, isEndless };
}

function headIn(view) {
  const idEnd = lengthAt(view, 0, MOST_ID_BYTES);
  const length = idEnd + lengthAt(view, idEnd, MOST_SIZE_BYTES);
  return { id: number(view, 0, idEnd), length, size: sizeIn(view, idEnd, length) };
}

/** As many zeros as its first byte begins with, so many bytes follow. */
export function lengthAt(view, at, most = MOST_SIZE_BYTES) {
  const length = Math.clz32(view.getUint8(at)) - 23;
  if (length > most) throw new RangeError("no variable-size integer");
  return length;
}

/** Of a variable-size integer: without the bit that ends its zeros. All ones are an unknown size. */
export function sizeIn(view, from, to) {
  const length = to - from;
  const first = view.getUint8(from) - 2 ** (8 - length);
  const size = first * 256 ** (length - 1) + number(view, from + 1, to);
  return size === 2 ** (7 * length) - 1 ? Infinity : size;
}

export function number(view, from = 0, to = view.byteLength) {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum = sum * 256 + view.getUint8(at);
  return sum;
}
