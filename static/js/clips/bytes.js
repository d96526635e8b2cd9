/* A file's bytes: read in part, and some of them replaced. */

export async function viewOf(file, from, to) {
  return new DataView(await file.slice(from, to).arrayBuffer());
}

export function text(view, start = 0, end = view.byteLength) {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + start, Math.max(0, end - start)));
}

/** The file with another content at each of the places {start, end, content}, nothing moved. What lies
    in another of them goes with it. */
export function replaced(file, changes) {
  const pieces = [];
  let at = 0;
  for (const { start, end, content } of [...changes].sort((one, other) => one.start - other.start)) {
    if (start < at) continue;
    pieces.push(file.slice(at, start), content);
    at = end;
  }
  return new Blob([...pieces, file.slice(at)], { type: file.type });
}
