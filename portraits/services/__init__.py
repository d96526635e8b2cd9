"""One use case per file; each owns its exceptions, takes the clock, and knows no request."""
