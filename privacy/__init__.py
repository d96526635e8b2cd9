"""The lowest app: promises, consent, the register of personal data, sealed storage, deletion.

It knows no other app of this site and any of them may import it; a person is
`settings.AUTH_USER_MODEL`. What other apps hold reaches it through the register.
"""
