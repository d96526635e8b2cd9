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
