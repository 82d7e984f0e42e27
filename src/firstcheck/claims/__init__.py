"""Claims that came as data (X12 835, FHIR) to facts, lines and refusals, and joined with letters of the same claim."""

from firstcheck.claims.join import case_of, case_of_claim

__all__ = ["case_of", "case_of_claim"]
