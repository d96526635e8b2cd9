"""Who a person is: users, sign-up, sign-in, API tokens, guardians. It may import privacy."""
