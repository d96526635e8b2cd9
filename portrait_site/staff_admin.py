"""Makes the staff's site the one that every `@admin.register` adds to."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Django's admin with a door of our own."""

    default_site = "portrait_site.staff_site.StaffSite"
