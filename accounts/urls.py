"""Addresses of joining and coming back, under /accounts/; allauth's own follow them."""

from django.urls import path

from accounts.views import SignInView, SignUpView, forget_name

urlpatterns = [
    path("signup/", SignUpView.as_view(), name="account_signup"),
    path("login/", SignInView.as_view(), name="account_login"),
    path("forget-name/", forget_name, name="forget-name"),
]
