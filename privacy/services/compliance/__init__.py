"""What is handed to whoever supervises the site."""
