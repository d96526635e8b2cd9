/* Keeps the time left true while a page stays open. */

const MINUTE_MS = 60_000;
const SOON_MS = 2 * 24 * 60 * MINUTE_MS;

function words({ dataset, dateTime }, now) {
  const minutes = Math.floor((new Date(dateTime) - now) / MINUTE_MS);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (minutes < 0) return dataset.over;
  if (days) return dataset.days.replace("{days}", days).replace("{hours}", hours);
  const rest = String(Math.max(1, minutes % 60));
  if (hours) return dataset.hours.replace("{hours}", hours).replace("{minutes}", rest);
  return dataset.minutes.replace("{minutes}", rest);
}

function show(time) {
  time.querySelector("[data-countdown-words]").textContent = words(time, new Date());
}

/** A countdown to a moment that was not known when the page was made. */
export function showCountdown(time, until) {
  time.dateTime = until;
  time.dataset.state = new Date(until) - new Date() <= SOON_MS ? "soon" : "";
  show(time);
}

export function bindCountdowns() {
  const times = [...document.querySelectorAll("[data-countdown]")];
  if (times.length) setInterval(() => times.forEach(show), MINUTE_MS);
}
