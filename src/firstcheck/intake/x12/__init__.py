"""X12 835: delimiters found by counting, segments streamed, claims with every segment kept as their source."""

from firstcheck.intake.x12.remittance import RemittanceReader

__all__ = ["RemittanceReader"]
