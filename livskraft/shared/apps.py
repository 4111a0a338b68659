from django.apps import AppConfig
from django.core.checks import register


class SharedConfig(AppConfig):
    name = "livskraft.shared"

    def ready(self) -> None:
        from livskraft.shared.site import check_site_file

        register(check_site_file)
