"""Rounds of follow-up: who is asked, what they answer, and what then stands for good."""

from livskraft.reporting.models.gates import Gate
from livskraft.reporting.models.links import ReportLink
from livskraft.reporting.models.mail import MailKind, MailState, OutgoingMail
from livskraft.reporting.models.reports import (
    Addendum,
    Channel,
    Evidence,
    EvidenceKind,
    PartnerView,
    ReportDraft,
    ReportState,
    StatusReport,
)
from livskraft.reporting.models.rounds import (
    Assignment,
    AssignmentState,
    Duty,
    ReportingRound,
    RoundKind,
    RoundState,
    Verdict,
)
from livskraft.reporting.models.workbooks import UploadState, WorkbookUpload

__all__ = [
    "Addendum",
    "Assignment",
    "AssignmentState",
    "Channel",
    "Duty",
    "Evidence",
    "EvidenceKind",
    "Gate",
    "MailKind",
    "MailState",
    "OutgoingMail",
    "PartnerView",
    "ReportDraft",
    "ReportLink",
    "ReportState",
    "ReportingRound",
    "RoundKind",
    "RoundState",
    "StatusReport",
    "UploadState",
    "Verdict",
    "WorkbookUpload",
]
