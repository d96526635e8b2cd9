/* The ways a photo comes in: chosen, taken, dropped, pasted. */

export function bindIntake(form, onFiles) {
  form.querySelectorAll("[data-photo-input]").forEach((input) => bindInput(input, onFiles));
  bindDrop(form.querySelector("[data-drop]"), onFiles);
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) onFiles(files);
  });
}

function bindInput(input, onFiles) {
  // Scripts send one photo at a time and need no field; without them the form needs exactly one.
  input.required = false;
  // Where only scripts can take a photo, the field waits for them: an early choice would be lost.
  input.disabled = false;
  input.multiple = !input.hasAttribute("capture");
  const take = () => {
    onFiles([...input.files]);
    input.value = "";
  };
  input.addEventListener("change", take);
  // Chosen while the page was still on its way.
  if (input.files.length) take();
}

function bindDrop(zone, onFiles) {
  // Anywhere on the page: a photo dropped beside the zone must not replace the page.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.toggleAttribute("data-over", true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.removeAttribute("data-over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.removeAttribute("data-over");
    onFiles([...event.dataTransfer.files]);
  });
}
