"""Controls of what this app keeps, one module per part of the policy."""
