"""A person at a running copy, over HTTP, as any client of the API is."""

import time
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from tests.photos import photo
from tests.runtime.copies import Copy

PASSWORD = "four words nobody guesses"
UNFINISHED = ("queued", "rendering")


def _session() -> requests.Session:
    """Room for as many connections at once as a test may want."""
    session = requests.Session()
    session.mount("http://", HTTPAdapter(pool_maxsize=64))
    return session


@dataclass
class Visitor:
    """Somebody with an account, a token and the consent to portraits."""

    copy: Copy
    name: str = "alice"
    session: requests.Session = field(default_factory=_session)

    def register(self) -> "Visitor":
        """Become a member and agree to what happens to the photo."""
        version = self.get("policy/").json()["version"]
        email = f"{self.name}@example.org"
        person = {"email": email, "password": PASSWORD, "birth_date": "1990-05-17"}
        assert self.post("accounts/", person | {"accept_policy": version}).status_code == 201
        token = self.post("tokens/", {"email": email, "password": PASSWORD})
        self.session.headers["Authorization"] = f"Bearer {token.json()['token']}"
        return self.agree("face_portrait")

    def agree(self, purpose: str) -> "Visitor":
        """Consent to what happens to the photo."""
        purposes = {row["purpose"]: row for row in self.get("consents/").json()["results"]}
        words = purposes[purpose]["text_version"]
        consent = {"purpose": purpose, "decision": "grant", "text_version": words}
        assert self.post("consents/", consent).status_code == 201
        return self

    def at(self, copy: Copy) -> "Visitor":
        """The same person at a copy that was started again."""
        return Visitor(copy, self.name, self.session)

    def get(self, path: str) -> requests.Response:
        return self.session.get(self._address(path), timeout=30)

    def delete(self, path: str) -> requests.Response:
        return self.session.delete(self._address(path), timeout=30)

    def post(self, path: str, body: dict[str, Any]) -> requests.Response:
        return self.session.post(self._address(path), json=body, timeout=30)

    def send(
        self,
        content: bytes | None = None,
        *,
        template: str = "plain",
        key: str | None = None,
        name: str = "photo.jpg",
        **fields: str,
    ) -> requests.Response:
        """Send a photo."""
        return self.session.post(
            self._address("portraits/"),
            files={"photo": (name, photo() if content is None else content)},
            data={"template": template} | fields,
            headers={"Idempotency-Key": key} if key else {},
            timeout=60,
        )

    def send_for_cutout(self, content: bytes | None = None) -> requests.Response:
        """Send a photo whose person is to be cut out."""
        sent = {"photo": ("photo.jpg", photo() if content is None else content)}
        return self.session.post(self._address("cutouts/"), files=sent, timeout=60)

    def job(self, job_id: str) -> dict[str, Any]:
        answer = self.get(f"portraits/{job_id}/")
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def jobs(self, kind: str = "portraits") -> list[dict[str, Any]]:
        results: list[dict[str, Any]] = self.get(f"{kind}/?page_size=200").json()["results"]
        return results

    def wait_for(self, job_id: str, *, within_s: float = 60) -> dict[str, Any]:
        """Wait until the job has ended and its photo is gone."""
        deadline = time.monotonic() + within_s
        while True:
            body = self.job(job_id)
            if body["status"] not in UNFINISHED and body["receipt_url"]:
                return body
            assert time.monotonic() < deadline, f"after {within_s} s: {body}"
            time.sleep(0.2)

    def _address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.copy.port}/api/v1/{path}"
