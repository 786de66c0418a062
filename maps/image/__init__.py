"""Still pictures of a journey, drawn without a browser."""
