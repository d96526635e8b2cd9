/* The template's options as the person has set them. */

export function bindOptions(form) {
  form.querySelectorAll("input[type=range][data-option]").forEach((slider) => {
    const shown = form.querySelector(`output[for="${slider.id}"]`);
    slider.addEventListener("input", () => {
      shown.textContent = slider.value;
    });
  });
}

export function chosenOptions(form) {
  const inputs = [...form.querySelectorAll("[data-option]")];
  const counted = inputs.filter((input) => input.type !== "radio" || input.checked);
  return Object.fromEntries(counted.map((input) => [input.dataset.option, valueOf(input)]));
}

function valueOf(input) {
  if (input.type === "checkbox") return input.checked;
  return input.type === "range" ? Number(input.value) : input.value;
}

/** Sets what the form has of `options`; what it has no more is passed over. */
export function setOptions(form, options) {
  for (const input of form.querySelectorAll("[data-option]")) {
    const value = options[input.dataset.option];
    if (value === undefined) continue;
    if (input.type === "checkbox") input.checked = value;
    else if (input.type === "radio") input.checked = input.value === value;
    else input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** In the page's words, the options that are not as they came: "Strength 40", "Square". */
export function changedWords(form) {
  return [...form.querySelectorAll("[data-option]")].filter(isChanged).map(wordsOf);
}

function isChanged(input) {
  if (input.type === "range") return input.value !== input.defaultValue;
  return input.checked !== input.defaultChecked && (input.type === "checkbox" || input.checked);
}

function wordsOf(input) {
  const [label] = input.labels;
  const words = label.textContent.trim();
  if (input.type === "range") return `${words} ${input.value}`;
  return input.checked ? words : `${words}: ${label.closest("fieldset").dataset.no}`;
}
