"""Models of packages that hold nothing about people, and why not."""

from privacy.registry import register_without

SCHEDULE_MODELS = (
    "ClockedSchedule",
    "CrontabSchedule",
    "IntervalSchedule",
    "PeriodicTask",
    "PeriodicTasks",
    "SolarSchedule",
)

register_without("contenttypes.ContentType", because="The names of the models.")
for name in SCHEDULE_MODELS:
    register_without(f"django_celery_beat.{name}", because="What runs when; written from code.")
