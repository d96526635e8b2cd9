"""Proofs that take too long for the test suite; each file is one command and says so on top."""
