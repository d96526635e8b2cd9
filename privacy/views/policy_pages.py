"""The policy in force, and every version before it."""

from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from django.views.generic import TemplateView

from privacy.models import PolicyVersion
from privacy.policies import parse_policy, summary_of
from privacy.selectors import current_policy

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
            **kwargs,
        )

    def get_policy(self) -> PolicyVersion:
        return current_policy(_locale())


class PolicyVersionView(PolicyView):
    """One version of the archive, as it was."""

    def get_policy(self) -> PolicyVersion:
        texts = PolicyVersion.objects.filter(
            state__in=PUBLIC_STATES, version=self.kwargs["version"]
        )
        policy = texts.filter(locale=_locale()).first() or texts.filter(locale="en").first()
        if policy is None:
            raise Http404
        return policy


def _locale() -> str:
    return get_language() or "en"
