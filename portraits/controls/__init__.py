"""Controls of what this app keeps, about photos and portraits and about whose they are."""
