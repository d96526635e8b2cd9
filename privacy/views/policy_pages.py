"""The policy in force, and every version before it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from privacy.models import PolicyVersion
from privacy.policies import parse_policy, summary_of
from privacy.policies.comparison import compare_policies
from privacy.selectors import coming_policy, current_policy, policy_before, shown_policy
from privacy.services.accept_policy import accept_policy

PUBLIC_STATES = (PolicyVersion.State.EFFECTIVE, PolicyVersion.State.SUPERSEDED)


class PolicyView(TemplateView):
    """The text in force, with a summary a person reads in a minute."""

    template_name = "privacy/policy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = self.get_policy()
        return super().get_context_data(
            policy=policy,
            document=parse_policy(policy.text),
            summary=summary_of(policy.version, policy.locale),
            in_force=current_policy(_locale()).version,
            archive=PolicyVersion.objects.filter(
                state__in=PUBLIC_STATES, locale=policy.locale
            ).order_by("-effective_at", "-id"),
            coming=coming_policy(policy.locale),
            before=policy_before(policy),
            **kwargs,
        )

    def get_policy(self) -> PolicyVersion:
        return current_policy(_locale())


class PolicyVersionView(PolicyView):
    """One version of the archive, as it was."""

    def get_policy(self) -> PolicyVersion:
        return _version(self.kwargs["version"])


class PolicyChangesView(TemplateView):
    """What one version changed, clause by clause, and what that means."""

    template_name = "privacy/policy_changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = _version(self.kwargs["version"])
        before = policy_before(policy)
        if before is None:
            raise Http404
        return super().get_context_data(
            policy=policy,
            before=before,
            change=compare_policies(before.text, policy.text),
            **kwargs,
        )


@login_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """This function will ask for agreement to the policy in force; no is an answer too."""
    policy = current_policy(_locale())
    if request.method == "POST":
        return _answered(request, policy)
    before = policy_before(policy)
    context = {
        "policy": policy,
        "summary": summary_of(policy.version, policy.locale),
        "change": compare_policies(before.text, policy.text) if before else None,
        "before": before,
        "next": request.GET.get("next", ""),
    }
    return render(request, "privacy/policy_accept.html", context)


def _answered(request: HttpRequest, policy: PolicyVersion) -> HttpResponse:
    """Declining records nothing: the page says what is left to do."""
    if request.POST.get("decision") != "agree":
        return render(request, "privacy/policy_declined.html", {"policy": policy})
    shown = request.POST.get("version", "")
    if shown != policy.version:
        return redirect("policy-accept")
    accept_policy(request.user, shown, locale=policy.locale, now=timezone.now(), method="page")
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return redirect(asked if is_ours else "home")


def _version(version: str) -> PolicyVersion:
    policy = shown_policy(version, _locale())
    if policy is None:
        raise Http404
    return policy


def _locale() -> str:
    return get_language() or "en"
