"""Plan files into the database and out of it."""

from livskraft.plans.services.planfile.loading import load_plan_file
from livskraft.plans.services.planfile.report import LoadReport, PlanConflictError
from livskraft.plans.services.planfile.saving import plan_as_document, save_plan

__all__ = ["LoadReport", "PlanConflictError", "load_plan_file", "plan_as_document", "save_plan"]
