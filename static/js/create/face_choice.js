/* Several faces: boxes on the picture, to tap, or to choose with the keys 1 to 9. */

/** Resolves with the index of the face chosen; `signal` ends the asking. */
export function chooseFace(group, faces, signal) {
  const buttons = faces.map((face, position) => boxOf(face, position, faces.length, group));
  group.replaceChildren(...buttons);
  group.hidden = false;
  largest(faces, buttons).focus();
  return new Promise((resolve) => {
    const choose = (position) => {
      group.hidden = true;
      resolve(faces[position].index);
    };
    buttons.forEach((button, position) => {
      button.addEventListener("click", () => choose(position), { signal });
    });
    const onKey = (event) => {
      const position = Number(event.key) - 1;
      if (!group.hidden && !isTyping(event) && buttons[position]) choose(position);
    };
    document.addEventListener("keydown", onKey, { signal });
  });
}

function isTyping({ target, ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey || target.matches("input, textarea, select");
}

function boxOf({ box }, position, count, group) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "face-choice__box";
  const [left, top, width, height] = box.map((share) => `${share * 100}%`);
  Object.assign(button.style, { left, top, width, height });
  const words = group.dataset.words.replace("{number}", position + 1).replace("{count}", count);
  button.setAttribute("aria-label", words);
  const number = document.createElement("span");
  number.textContent = String(position + 1);
  button.append(number);
  return button;
}

function largest(faces, buttons) {
  const heights = faces.map(({ box }) => box[3]);
  return buttons[heights.indexOf(Math.max(...heights))];
}
