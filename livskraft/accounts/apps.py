from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "livskraft.accounts"

    def ready(self) -> None:
        from livskraft.accounts.policies import register_policies

        register_policies()
