"""Incidents: opened, graded, searched for whom they touched, reported, told, closed."""
