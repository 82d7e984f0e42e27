"""firstcheck: what to check first when a US health plan refuses to pay."""

__version__ = "0.1.0"
