"""Staff pages of the portraits app: templates, and jobs without any picture."""

from portraits.admin.jobs import PortraitAdmin
from portraits.admin.templates import TemplateAdmin

__all__ = ["PortraitAdmin", "TemplateAdmin"]
