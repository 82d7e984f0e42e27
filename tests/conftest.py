"""Examples of hypothesis have no deadline of their own: what a busy machine does to a clock is not a fault.

Budgets of time are measured by tests and benchmarks that say so.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("firstcheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("firstcheck")
