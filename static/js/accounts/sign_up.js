/* The guardian's address is asked when the birth date makes it needed; the server decides again. */

const form = document.querySelector("[data-sign-up]");
const guardian = form.querySelector("[data-guardian]");
const birthDate = form.elements.namedItem("birth_date");
const guardianAge = Number(form.dataset.guardianAge);

function ageOn(birth, today) {
  const hadBirthday =
    today.getMonth() > birth.getMonth() ||
    (today.getMonth() === birth.getMonth() && today.getDate() >= birth.getDate());
  return today.getFullYear() - birth.getFullYear() - (hadBirthday ? 0 : 1);
}

function show() {
  const [year, month, day] = birthDate.value.split("-").map(Number);
  const isKnown = year > 1000;
  guardian.hidden = !isKnown || ageOn(new Date(year, month - 1, day), new Date()) >= guardianAge;
}

birthDate.addEventListener("input", show);
if (!guardian.querySelector("[aria-invalid]")) show();
