"""FHIR benefit records (ExplanationOfBenefit, ClaimResponse) in JSON and XML, alone, in Bundles and line by line."""
