/* What minors need first, and the guardian's address, stand there when the birth date asks for
   them; the server decides again. */

const form = document.querySelector("[data-sign-up]");
const guardian = form.querySelector("[data-guardian]");
const birthDate = form.elements.namedItem("birth_date");
const forMinors = form.querySelector("[data-minor]");
const guardianAge = Number(form.dataset.guardianAge);
const adultAge = Number(form.dataset.adultAge);

function ageOn(birth, today) {
  const hadBirthday =
    today.getMonth() > birth.getMonth() ||
    (today.getMonth() === birth.getMonth() && today.getDate() >= birth.getDate());
  return today.getFullYear() - birth.getFullYear() - (hadBirthday ? 0 : 1);
}

function show() {
  const [year, month, day] = birthDate.value.split("-").map(Number);
  const isKnown = year > 1000;
  const age = isKnown ? ageOn(new Date(year, month - 1, day), new Date()) : Infinity;
  forMinors.hidden = age >= adultAge;
  guardian.hidden = age >= guardianAge && !guardian.querySelector("[aria-invalid]");
}

birthDate.addEventListener("input", show);
show();
