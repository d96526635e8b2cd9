"""What a page does when a service refuses: back to where one was, with the sentence."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from privacy.models.refusal import Refused

View = Callable[..., HttpResponseBase]


def refusals_shown(back_to: str) -> Callable[[View], View]:
    """This function will have a view's refusals shown on the page `back_to`.

    What is not there, or not theirs, is a page that does not exist.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except Refused as refusal:
                if refusal.status == 404:
                    raise Http404 from refusal
                messages.error(request, str(refusal))
                return redirect(back_to)

        return told

    return decorate
