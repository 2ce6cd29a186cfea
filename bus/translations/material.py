"""What is said outside of shared material. Reasons and texts stay inside."""

from __future__ import annotations

from aggregates.material.error_report import ErrorReport
from aggregates.material.maintenance import Maintenance
from aggregates.material.package import Package
from aggregates.material.run_material import RunMaterial
from bus.contracts import material as said
from bus.translations.wording import ID, Words, says

NUMBERED = {"version": "version_number"}

WORDS: Words = {
    Package.VersionPublished: says(said.MaterialVersionPublished, material=ID, **NUMBERED),
    Package.VersionWithdrawn: says(said.MaterialVersionWithdrawn, material=ID, **NUMBERED),
    Maintenance.MaintainerAppointed: says(said.MaintainerAppointed),
    Maintenance.HandedOver: says(said.MaintenanceHandedOver),
    ErrorReport.Reported: says(said.MaterialErrorReported, error=ID, **NUMBERED),
    ErrorReport.Answered: says(said.MaterialErrorAnswered, error=ID),
    RunMaterial.Attached: says(said.MaterialAttached, **NUMBERED),
}
