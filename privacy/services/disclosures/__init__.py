"""Requests of authorities: on paper, reviewed, approved by a second person, sealed, told."""
