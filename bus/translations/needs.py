"""What is said outside of needs and change requests; their words are read in themselves."""

from __future__ import annotations

from aggregates.needs.change_request import ChangeRequest
from aggregates.needs.need import Need
from bus.contracts import needs as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Need.Registered: says(said.NeedRegistered, need=ID),
    Need.Assessed: says(said.NeedAssessed, need=ID),
    Need.Merged: says(said.NeedsMerged, need=ID),
    Need.Split: says(said.NeedSplit, need=ID),
    Need.Lifted: says(said.NeedLifted, need=ID),
    Need.Received: says(said.NeedReceived, need=ID),
    Need.Answered: says(said.NeedAnswered, need=ID),
    Need.AnswerReturned: says(said.NeedAnswerReturned, need=ID),
    Need.Closed: says(said.NeedClosed, need=ID),
    ChangeRequest.Sent: says(said.ChangeRequestSent, request=ID),
    ChangeRequest.StatusSet: says(said.ChangeRequestStatusSet, request=ID),
}
