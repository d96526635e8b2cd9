/* Whose things on this device: names of everything kept begin with `device:<account or visitor>:`. */

export function deviceSpace() {
  return document.querySelector('meta[name="device-space"]').content;
}

export function deviceKey(name, space = deviceSpace()) {
  return `device:${space}:${name}`;
}
