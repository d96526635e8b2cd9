"""What the frameworks ask of us about accounts: addresses, hashes, lockout, allauth's rules."""

from accounts.backends.adapters import AccountAdapter, FactorAdapter, ProviderAdapter
from accounts.backends.addresses import (
    UNKNOWN_ADDRESS,
    client_address,
    contact_address_hash,
    share_address_hash,
    signup_address_hash,
)
from accounts.backends.lockout import axes_username, lockout_response
from accounts.backends.passwords import Argon2idHasher, MaximumLengthValidator
from accounts.backends.sign_in import SignInBackend

__all__ = [
    "UNKNOWN_ADDRESS",
    "AccountAdapter",
    "Argon2idHasher",
    "FactorAdapter",
    "MaximumLengthValidator",
    "ProviderAdapter",
    "SignInBackend",
    "axes_username",
    "client_address",
    "contact_address_hash",
    "lockout_response",
    "share_address_hash",
    "signup_address_hash",
]
