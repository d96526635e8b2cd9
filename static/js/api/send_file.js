/* One photo or clip to the API: XMLHttpRequest, because fetch cannot say how far an upload is. */
import { csrfToken } from "./csrf_token.js";
import { Problem, problemOf } from "./problem.js";

/** Resolves with the accepted job. `onProgress` hears the share sent; raises Problem. */
export function sendFile({ address, field = "photo", file, fields, key, onProgress, signal }) {
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("X-CSRFToken", csrfToken());
  request.setRequestHeader("Idempotency-Key", key);
  request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
  const answer = new Promise((resolve, reject) => {
    request.onload = () => settle(request, resolve, reject);
    request.onerror = request.ontimeout = () => reject(new Problem({ code: "network" }));
    request.onabort = () => reject(new Problem({ code: "cancelled" }));
  });
  signal.addEventListener("abort", () => request.abort());
  request.send(formOf(field, file, fields));
  return answer;
}

function formOf(field, file, fields) {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  // The person's own file name could say who, when or where: it stays here.
  form.append(field, file, field);
  return form;
}

function settle(request, resolve, reject) {
  const body = parsed(request.responseText);
  if (request.status === 202 && body) resolve(body);
  else reject(problemOf(body, Number(request.getResponseHeader("Retry-After"))));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
