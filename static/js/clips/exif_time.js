/** The mirror's words take times as Exif writes them, in the clock of whoever reads them. */
export function exifTime(date) {
  const two = (number) => String(number).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join(":");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:00`;
}
