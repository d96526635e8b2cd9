/* What a camera wrote into a file (Exif 2.3: TIFF directories). Only what people should know of is
   read; a damaged directory says nothing and stops nobody. */

const POINTERS = { exif: 0x8769, gps: 0x8825 };
const TAGS = { make: 0x010f, model: 0x0110, orientation: 0x0112, changedAt: 0x0132 };
const EXIF_TAGS = { takenAt: 0x9003, serial: 0xa431 };
const LATITUDE = 2;
const ASCII = 2;
const SHORT = 3;
const MOST_ENTRIES = 500;

/** `tiff` is the payload after "Exif\0\0". */
export function readExif(tiff) {
  try {
    return read(new Directories(tiff));
  } catch (problem) {
    if (problem instanceof RangeError) return { orientation: 1 };
    throw problem;
  }
}

function read(file) {
  const main = file.directory(file.firstOffset());
  const exif = file.directory(main.entries.get(POINTERS.exif)?.number);
  const gps = file.directory(main.entries.get(POINTERS.gps)?.number);
  const text = (directory, tag) => directory.entries.get(tag)?.text ?? "";
  const turned = main.entries.get(TAGS.orientation)?.number ?? 1;
  return {
    orientation: turned >= 1 && turned <= 8 ? turned : 1,
    device: deviceName(text(main, TAGS.make), text(main, TAGS.model)),
    takenAt: text(exif, EXIF_TAGS.takenAt) || text(main, TAGS.changedAt),
    hasPlace: gps.entries.has(LATITUDE),
    hasSerial: text(exif, EXIF_TAGS.serial) !== "",
    hasCopy: main.next > 0,
  };
}

function deviceName(make, model) {
  return model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`.trim();
}

class Directories {
  constructor(tiff) {
    this.bytes = tiff;
    this.view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
    this.isLittle = this.view.getUint16(0) === 0x4949;
  }

  firstOffset() {
    return this.view.getUint32(4, this.isLittle);
  }

  directory(offset) {
    const entries = new Map();
    if (!offset) return { entries, next: 0 };
    const count = Math.min(this.view.getUint16(offset, this.isLittle), MOST_ENTRIES);
    for (let index = 0; index < count; index += 1) {
      const at = offset + 2 + 12 * index;
      entries.set(this.view.getUint16(at, this.isLittle), this.value(at));
    }
    const after = offset + 2 + 12 * count;
    const hasNext = after + 4 <= this.view.byteLength;
    return { entries, next: hasNext ? this.view.getUint32(after, this.isLittle) : 0 };
  }

  value(at) {
    const type = this.view.getUint16(at + 2, this.isLittle);
    const count = this.view.getUint32(at + 4, this.isLittle);
    if (type === SHORT) return { number: this.view.getUint16(at + 8, this.isLittle) };
    const number = this.view.getUint32(at + 8, this.isLittle);
    // Up to four letters stand in the entry itself, more where the number points to.
    return type === ASCII ? { text: this.text(count > 4 ? number : at + 8, count) } : { number };
  }

  text(start, count) {
    const bytes = this.bytes.subarray(start, start + Math.min(count, 200));
    return new TextDecoder().decode(bytes).split("\0")[0].trim();
  }
}
