"""The end of the service, step by step."""
