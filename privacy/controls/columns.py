"""What is not collected has no column: the databases' own tables are looked through for it."""

import re
from datetime import datetime

from privacy.registry.control import Finding, Kind, control
from privacy.selectors.schema import columns_about_people

LOCATION = ("latitude", "longitude", "lat", "lng", "geo", "geolocation", "gps", "altitude")
DEVICE = ("installed", "carrier", "ssid", "bssid", "wifi", "battery", "os_version", "device_model")
IDENTIFIERS = (
    "imei",
    "imsi",
    "meid",
    "idfa",
    "idfv",
    "gaid",
    "oaid",
    "udid",
    "openudid",
    "guid",
    "mac_address",
    "serial_number",
    "android_id",
    "device_id",
)
PAYMENT = ("price", "payment", "card", "iban", "billing", "invoice", "checkout", "coin", "currency")
SEARCH = ("search", "query", "keyword", "search_words")
STAY = ("time_spent", "dwell", "duration", "stayed", "scroll", "referrer")


@control("U-7", kind=Kind.SETTINGS)
def no_column_holds_a_place(_now: datetime) -> Finding:
    """Nobody's location can be stored: there is no column for one."""
    return _none_of(LOCATION, "a location")


@control("U-8", kind=Kind.SETTINGS)
def no_column_describes_a_device(_now: datetime) -> Finding:
    """No list of apps, no network details, no model of a device."""
    return _none_of(DEVICE, "details of a device")


@control("U-9", kind=Kind.SETTINGS)
def no_column_holds_a_device_identifier(_now: datetime) -> Finding:
    """No permanent identifier of a device has a place."""
    return _none_of(IDENTIFIERS, "a device identifier")


@control("U-12", kind=Kind.SETTINGS)
def no_column_is_about_payment(_now: datetime) -> Finding:
    """Nothing is paid here, and no payment data could be kept."""
    return _none_of(PAYMENT, "payment data")


@control("P-12", kind=Kind.SETTINGS)
def no_column_holds_search_words(_now: datetime) -> Finding:
    """Searches run in the browser; their words have no place here."""
    return _none_of(SEARCH, "search words")


@control("K-4", kind=Kind.SETTINGS)
@control("U-16", kind=Kind.SETTINGS)
def no_column_measures_a_stay(_now: datetime) -> Finding:
    """How long somebody stays, how far they read and where they came from is not kept."""
    return _none_of(STAY, "the length of a stay")


def _none_of(words: tuple[str, ...], what: str) -> Finding:
    pattern = re.compile(rf"(^|_)({'|'.join(words)})(_|$)")
    columns = columns_about_people()
    found = [f"{table}.{column}" for table, column in columns if pattern.search(column)]
    return Finding(
        is_kept=not found,
        value=f"{len(found)} of {len(columns)} columns for {what}",
        target="0",
    )
