"""What is said outside of tasks, notices and cases: which kind and for whom, not the facts."""

from __future__ import annotations

from aggregates.tasks.case import Case
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from bus.contracts import tasks as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Task.Opened: says(said.TaskOpened, task=ID),
    Task.PassedOn: says(said.TaskPassedOn, task=ID),
    Task.Done: says(said.TaskDone, task=ID),
    Notice.Sent: says(said.NoticeSent),
    Case.Queued: says(said.CaseQueued, case=ID),
    Case.Treated: says(said.CaseTreated, case=ID),
}
