"""The sentences of every code that this app refuses with, a module for each concern."""

from privacy.models.sentences import (
    access,
    accounts,
    clips,
    consents,
    contact,
    disclosures,
    incidents,
    photos,
    records,
    requests,
    sharing,
    termination,
)

MODULES = (access, accounts, clips, consents, contact, disclosures, incidents, photos, records, requests, sharing, termination)
