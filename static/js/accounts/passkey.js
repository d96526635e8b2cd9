/* Passkeys (Web Authentication Level 2): making one, signing in with one, showing again who one is.
   The options stand in the page as JSON, or are fetched from the form's own address at sign-in. */

const COMMAS = /[-_]/g;

function toBytes(text) {
  const plain = atob(text.replace(COMMAS, (sign) => (sign === "-" ? "+" : "/")));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

const withBytes = (list = []) => list.map((one) => ({ ...one, id: toBytes(one.id) }));

function creationOptions({ publicKey }) {
  return {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: withBytes(publicKey.excludeCredentials),
    // A passkey is found by the site's name alone, without typing who one is.
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  };
}

function requestOptions({ publicKey }) {
  return {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    allowCredentials: withBytes(publicKey.allowCredentials),
  };
}

function asJson(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function readOptions(form) {
  const inPage = document.getElementById("passkey-options");
  if (inPage) return JSON.parse(inPage.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options;
}

async function perform(form) {
  const options = await readOptions(form);
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: creationOptions(options) })
      : await navigator.credentials.get({ publicKey: requestOptions(options) });
  form.elements.namedItem("credential").value = JSON.stringify(asJson(credential));
  form.submit();
}

function explain(form, failure) {
  const line = form.querySelector("[data-passkey-error]");
  line.textContent = failure?.name === "SecurityError" ? form.dataset.wrongPlace : form.dataset.failed;
  line.hidden = false;
}

function bind(form) {
  const button = form.querySelector("[data-passkey-start]");
  if (!globalThis.PublicKeyCredential) {
    button.disabled = true;
    button.textContent = form.dataset.unsupported;
    return;
  }
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await perform(form);
    } catch (failure) {
      explain(form, failure);
    } finally {
      button.disabled = false;
    }
  });
}

document.querySelectorAll("[data-passkey]").forEach(bind);
