"""Third parties, what binds them, and the one gate that lets anything out."""
