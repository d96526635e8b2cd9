"""The OpenAPI document and its page."""

from rest_framework.test import APIClient


def test_the_document_is_openapi_3_1_and_names_both_ways_in(api: APIClient, db: None) -> None:
    document = api.get("/api/schema/", HTTP_ACCEPT="application/json").json()

    assert document["openapi"].startswith("3.1")
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    register = document["paths"]["/api/v1/accounts/"]["post"]["responses"]
    assert set(register) == {"201", "400", "409", "415", "429"}
    assert "application/problem+json" in register["409"]["content"]


def test_the_documentation_has_no_inline_script_or_style(api: APIClient, db: None) -> None:
    page = api.get("/api/docs/")

    text = page.content.decode()
    assert page.status_code == 200
    assert "<style" not in text
    assert "style=" not in text
    assert all("src=" in tag for tag in text.split("<script")[1:])
    script = api.get("/api/docs/", {"script": ""})
    assert script["Content-Type"].startswith("application/javascript")
