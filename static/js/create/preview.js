/* A template's own preview, small: what its saved options are known by. */
import { asJpeg, cover, smallCanvas } from "../device/small_picture.js";

export async function previewOf(image) {
  await image.decode();
  const context = smallCanvas();
  cover(context, image, { width: image.naturalWidth, height: image.naturalHeight });
  return asJpeg(context);
}
