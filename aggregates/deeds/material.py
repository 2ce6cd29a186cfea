"""What is done with shared material: whose it is, who may, and which version is meant."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import derived
from aggregates.material.copies import LocalCopies
from aggregates.material.error_report import ErrorReport
from aggregates.material.maintenance import Maintenance
from aggregates.material.package import Package
from aggregates.material.run_material import RunMaterial
from aggregates.portfolio.solution import Solution
from aggregates.runs.run import Run
from aggregates.territory.organisation import Organisation


def draft_material(
    desk: Desk, *, solution: str, type: str, title: str, reference: str, made_with: list[str]
) -> Package:
    """Draft a version of a type; a solution's package begins with its first one (C04-01)."""
    kind = desk.get(Solution, Solution.id_of(solution)).kind
    package = desk.find(Package, Package.id_of(solution)) or desk.found(
        Package.open(desk.act, solution=solution, solution_kind=kind)
    )
    package.draft(desk.act, type=type, title=title, reference=reference, made_with=made_with)
    return package


def publish_material(
    desk: Desk, *, solution: str, type: str, version_number: int, change_note: str, to_do: str
) -> Package:
    """Publish a draft of a package that somebody maintains (I17)."""
    package = desk.get(Package, Package.id_of(solution))
    package.publish(
        desk.act, type=type, version_number=version_number, change_note=change_note, to_do=to_do,
        maintainer=maintainer_of(desk, package.id),
    )  # fmt: skip
    return package


def withdraw_material(
    desk: Desk, *, solution: str, type: str, version_number: int, reason: str
) -> Package:
    """Withdraw a version, as who maintains the package (I17)."""
    package = desk.get(Package, Package.id_of(solution))
    package.withdraw(
        desk.act, type=type, version_number=version_number, reason=reason,
        maintainer=maintainer_of(desk, package.id),
    )  # fmt: skip
    return package


def appoint_maintainer(
    desk: Desk, *, solution: str, maintainer: str, review_on: date, reason: str
) -> Maintenance:
    """Let an organisation that is there maintain a package, alone (I17)."""
    package = desk.get(Package, Package.id_of(solution))
    body = desk.get(Organisation, Organisation.id_of(maintainer))
    if body.ended_on is not None and body.ended_on <= desk.act.today:
        raise Missing(Organisation.TOPIC, maintainer)
    maintenance = desk.find(Maintenance, Maintenance.ID) or desk.found(Maintenance.open(desk.act))
    maintenance.appoint(
        desk.act, package=package.id, solution=solution, maintainer=maintainer,
        maintainer_kind=body.kind, review_on=review_on, reason=reason,
    )  # fmt: skip
    return maintenance


def maintainer_of(desk: Desk, package: UUID) -> str | None:
    """Who maintains a package, or None; that too must still be so when stored."""
    maintenance = desk.find(Maintenance, Maintenance.ID)
    return None if maintenance is None else maintenance.of(package)


def take_copy(desk: Desk, *, solution: str, type: str) -> LocalCopies:
    """Take a municipality's own copy of what is valid now (C04-04)."""
    package = desk.get(Package, Package.id_of(solution))
    known = desk.find(LocalCopies, LocalCopies.id_of(package.id))
    copies = known or desk.found(LocalCopies.open(desk.act, package=package.id, solution=solution))
    copies.take(desk.act, type=type, of_version=package.valid(type))
    return copies


def complete_copy(desk: Desk, *, solution: str, type: str, document: str) -> LocalCopies:
    """Note the municipality's own document, which is not the national template (I16)."""
    package = desk.get(Package, Package.id_of(solution))
    copies = desk.get(LocalCopies, LocalCopies.id_of(package.id))
    national = {each.reference for each in package.versions.get(type, [])}
    copies.complete(
        desk.act, type=type, document=document,
        national=document if document in national else None,
    )  # fmt: skip
    return copies


def share_copy(desk: Desk, *, solution: str, type: str) -> LocalCopies:
    """Let others see what a municipality filled in (C04-04)."""
    copies = desk.get(LocalCopies, LocalCopies.id_of(Package.id_of(solution)))
    copies.share(desk.act, type=type)
    return copies


def report_error(
    desk: Desk, *, solution: str, type: str, version_number: int, text: str
) -> ErrorReport:
    """Report an error in a version that there is (C04-06)."""
    package = desk.get(Package, Package.id_of(solution))
    if package.at(type, version_number) is None:
        raise Missing(Package.TOPIC, f"{solution}/{type}/{version_number}")
    return desk.found(
        ErrorReport.report(
            desk.act, id=derived("material-errors", desk.act.command), package=package.id,
            solution=solution, type=type, version_number=version_number, text=text,
        )
    )  # fmt: skip


def answer_error(desk: Desk, *, id: UUID, answer: str, corrected_in: int | None) -> ErrorReport:
    """Answer an error report, as who maintains the package (C04-06)."""
    report = desk.get(ErrorReport, id)
    report.reply(
        desk.act, answer=answer, corrected_in=corrected_in,
        maintainer=maintainer_of(desk, report.package),
    )  # fmt: skip
    return report


def attach_material(desk: Desk, *, run: UUID, type: str, version_number: int) -> RunMaterial:
    """Let a run work with a version of its solution's material (C04-07)."""
    solution = desk.get(Run, run).solution
    package = desk.get(Package, Package.id_of(solution))
    known = desk.find(RunMaterial, RunMaterial.id_of(run))
    material = known or desk.found(RunMaterial.begin(desk.act, run=run))
    material.attach(
        desk.act, solution=solution, type=type, version_number=version_number,
        version=package.at(type, version_number),
    )  # fmt: skip
    return material
