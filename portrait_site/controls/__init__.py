"""Controls of what the whole site keeps."""

from portrait_site.controls import canary, cookies, headers, region, safeguards

__all__ = ["canary", "cookies", "headers", "region", "safeguards"]
