"""What each process counts of its requests, for record/delivery/metrics.py to tell."""

from prometheus_client import Counter, Histogram

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 900)

REQUESTS = Counter("verbatim_requests", "Requests answered.", ["kind", "method", "status"])
SECONDS = Histogram("verbatim_request_seconds", "Until the last byte.", ["kind"], buckets=BUCKETS)
CACHED = Counter("verbatim_responses_cached", "Requests answered by the response cache.")
