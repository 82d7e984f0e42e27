"""Tags of the guide's templates."""
