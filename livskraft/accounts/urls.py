"""Addresses for signing in and for one's own account.

Those named account_… and mfa_… are looked up by allauth; nothing else of allauth is reachable.
"""

from allauth.account.views import account_inactive, logout
from django.urls import path

from livskraft.accounts.views import account, entrance, second_step

urlpatterns = [
    path("logga-in/", entrance.sign_in, name="account_login"),
    path("logga-in/kod/", second_step.code, name="mfa_authenticate"),
    path("logga-in/exempel/", entrance.sign_in_as_example, name="sign-in-as-example"),
    path("logga-ut/", logout, name="account_logout"),
    path("konto-stangt/", account_inactive, name="account_inactive"),
    path("glomt-losenord/", entrance.forgotten_password, name="forgotten-password"),
    path(
        "glomt-losenord/skickat/", entrance.forgotten_password_sent, name="forgotten-password-sent"
    ),
    path("nytt-losenord/<str:key>/", entrance.new_password, name="set-password"),
    path("konto/", account.account, name="account"),
    path("konto/losenord/", account.change_password, name="account_change_password"),
    path("konto/inloggningar/", account.sessions, name="sessions"),
    path("konto/inloggningar/andra/", account.end_other_sessions, name="end-other-sessions"),
    path("konto/inloggningar/<int:session_id>/", account.end_session, name="end-session"),
    path("konto/bekrafta/", second_step.confirm, name="account_reauthenticate"),
    path("konto/bekrafta/kod/", second_step.confirm_with_code, name="mfa_reauthenticate"),
    path("konto/tvasteg/", second_step.set_up, name="mfa_activate_totp"),
    path("konto/tvasteg/ta-bort/", second_step.remove, name="mfa_deactivate_totp"),
    path("konto/reservkoder/", second_step.recovery_codes, name="mfa_view_recovery_codes"),
    path("konto/reservkoder/nya/", second_step.new_codes, name="mfa_generate_recovery_codes"),
    path("konto/reservkoder/fil/", second_step.recovery_codes_file, name="recovery-codes-file"),
]
