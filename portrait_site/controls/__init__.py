"""Controls of what the whole site keeps."""
