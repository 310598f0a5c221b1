from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "siqiao.projects"
    label = "projects"

    def ready(self) -> None:
        from siqiao.projects import journeys  # noqa: F401  what paid money became, told to the funds room
