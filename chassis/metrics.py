"""The figures that every process shows at /metrics."""

from prometheus_client import Counter, Gauge, Histogram

MESSAGES = Counter("wuchuang_messages_total", "Messages handled, by receiver and result", ["receiver", "result"])
MESSAGE_SECONDS = Histogram("wuchuang_message_seconds", "Time to handle one message", ["receiver"],
                            buckets=(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30))
COMMANDS = Counter("wuchuang_commands_total", "Commands and questions answered", ["name", "result"])
PUBLISHED = Counter("wuchuang_relay_published_total", "Events confirmed by the broker", ["schema"])
OUTBOX_ROWS = Gauge("wuchuang_outbox_rows", "Events not confirmed yet", ["schema"])
OUTBOX_AGE = Gauge("wuchuang_outbox_oldest_seconds", "Age of the oldest unconfirmed event", ["schema"])
TIMERS_LATE = Gauge("wuchuang_timers_late_seconds", "How late the oldest due timer is", ["schema"])
FAILED = Gauge("wuchuang_failed_messages", "Failed messages by status", ["schema", "status"])
OLDEST_UNACKED = Gauge("wuchuang_oldest_unacked_seconds", "How long the oldest message in hand is not acked",
                       ["queue"])
PROJECTION_LAG = Gauge("wuchuang_projection_lag_seconds", "From sent to projected, of the last batch's oldest event")
PAUSED = Gauge("wuchuang_reaction_paused", "1 while an operator has paused a reaction", ["receiver"])
CONNECTED = Gauge("wuchuang_consumer_connected", "1 while a consumer holds its queue", ["queue"])
LINES_LOST = Counter("wuchuang_log_lines_lost_total", "Request lines that standard output did not take")
REQUESTS = Counter("wuchuang_requests_total", "HTTP requests", ["method", "route", "status"])
REQUEST_SECONDS = Histogram("wuchuang_request_seconds", "Time to answer a request", ["method", "route"],
                            buckets=(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10))
