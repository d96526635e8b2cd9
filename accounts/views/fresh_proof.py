"""What only a person who has just shown who they are may do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.gates import has_fresh_proof

View = Callable[..., HttpResponseBase]


def fresh_proof_required(back_to: str) -> Callable[[View], View]:
    """This function will have a view ask for password or second factor first.

    What was posted is not kept meanwhile; afterwards the person is back on the page `back_to`.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if has_fresh_proof(request):
                return view(request, *args, **kwargs)
            return ask_for_proof(request, back_to)

        return guarded

    return decorate


def ask_for_proof(request: HttpRequest, back_to: str) -> HttpResponse:
    """This function will lead to the page that asks, and from there to `back_to`."""
    messages.info(request, _("Show first that it is you, then do it again."))
    query = urlencode({"next": resolve_url(back_to)})
    return redirect(f"{resolve_url('account_reauthenticate')}?{query}")
