"""What a browser keeps for a person: shown by the browser, since the server has none of it."""

from django.views.generic import TemplateView


class DeviceView(TemplateView):
    """An empty page, the same for everybody; its scripts fill it."""

    template_name = "portraits/device.html"
