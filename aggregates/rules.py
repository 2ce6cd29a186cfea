"""Every rule, with its number, its words and where it comes from.

Most of them can refuse. Some cannot, because nothing could be asked that would break them: what
they say holds by how the system is built, and is shown by tests all the same.

S0-S4 are the source documents (docs/sources.md). A rule whose meaning changes gets a new version;
what was traced under the old one keeps saying so.
"""

from __future__ import annotations

from aggregates.kernel.refusals import Rule


def _rule(id: str, words: str, source: str, version: int = 1) -> Rule:
    return Rule(id, version, words, source)


# Self-government and decision
I01 = _rule(
    "I01",
    "Only an actor with valid authority in a municipality decides for it; registering its decision"
    " on its behalf requires a document reference and is flagged.",
    "S3 L469-473",
)
I02 = _rule("I02", "Silence is neither yes nor no: expiry is never a decision.", "S3 L292-296")
I03 = _rule(
    "I03",
    "A decline or a withdrawal is always accepted, needs no reason and takes no support away.",
    "S3 L473",
)
I04 = _rule(
    "I04", "No invitation without a decision basis with all four parts.", "S3 L296; S1 L210"
)
I05 = _rule("I05", "A decision points to one frozen version of its basis.", "S1 L210")
I06 = _rule(
    "I06",
    "A legal duty changes the decision only for the actor and the period it covers; all else is"
    " voluntary.",
    "S3 L471",
)
I07 = _rule("I07", "An intention is no sign-up, and a sign-up is no stage of adoption.", "S2 L11")
I08 = _rule("I08", "A representative's view in a forum is no municipal decision.", "S1 L178")

# Readiness and safety
I09 = _rule(
    "I09",
    "No invitation and no start unless the solution is ready in the run's scope at that moment.",
    "S3 L346, L467",
)
I10 = _rule(
    "I10",
    "Readiness needs every mandatory criterion met or under an unexpired exemption, judged against"
    " one published criteria version.",
    "S3 L346-348",
    2,
)
I11 = _rule(
    "I11",
    "The health-professional verdict is independent, and «ikke forsvarlig» blocks readiness.",
    "S3 L356-358",
)
I12 = _rule(
    "I12",
    "The programme owner does not decide readiness, and whoever asks for an exemption does not"
    " grant it.",
    "inferred",
    2,
)
I13 = _rule("I13", "A criteria change never alters an earlier assessment.", "S3 L348")
I14 = _rule(
    "I14", "Suspension stops new invitations at once and keeps the queue's order.", "S3 L288"
)
I15 = _rule("I15", "Planning may start before readiness; inviting may not.", "S3 L244")
I16 = _rule(
    "I16", "A national template never counts as a municipality's own ROS or DPIA.", "S3 L304, L350"
)
I17 = _rule(
    "I17",
    "Each valid version of shared material has exactly one maintainer, who does not end with it.",
    "S3 L352",
)
I18 = _rule(
    "I18", "That a product is approved, is said by somebody other than its vendor.", "S3 L223"
)

# Runs, puljer, capacity
I19 = _rule(
    "I19",
    "A named body chooses the track on answers to all five questions; a change is a new choice.",
    "S3 L255-261",
)
I20 = _rule(
    "I20",
    "Track C says whom it is for, by which keys, who completes it and how it is told.",
    "S3 L286-288, L455",
)
I21 = _rule(
    "I21",
    "A region tells the coordinating group of its own run before it is carried out; the group may"
    " remark, and only the region's municipalities take part.",
    "S3 L421",
)
I22 = _rule(
    "I22",
    "A working group has the seats of its track: in A a region that has done it, one with low"
    " spread, NHN and KS.",
    "S3 L391, L459",
)
I23 = _rule(
    "I23",
    "In C each pulje has a leader of its own; in A and a common process one leader leads all.",
    "S3 L391, L439, L461",
)
I24 = _rule(
    "I24",
    "Places taken never exceed capacity; the rest wait in order; one pulje for each participant.",
    "S3 L277, L461",
)
I25 = _rule(
    "I25",
    "Reserved capacity never exceeds what its owner has committed, but by a recorded decision.",
    "S3 L461, L628",
)
I26 = _rule("I26", "A method can only have a common process.", "S3 L429")
I27 = _rule(
    "I27",
    "A run whose solution the sector has not endorsed needs a recorded deviation.",
    "S3 L605",
)

# Adoption, use, benefit
I28 = _rule(
    "I28", "Stages are ordered and evidenced; «introduced» never implies «in use».", "S3 L188, L219"
)
I29 = _rule(
    "I29",
    "Remaining is target minus reached at one date; a typed aggregate stays an aggregate.",
    "S3 L387",
)
I30 = _rule("I30", "A missing measurement is not zero.", "S3 L304")
I31 = _rule(
    "I31",
    "Benefit realised needs a baseline, a later measurement and the local owner's confirmation.",
    "S3 L219, L475",
)
I32 = _rule(
    "I32",
    "A pulje is not closed while a participant lacks a follow-up plan, the agreed measurements of"
    " use or a handover, unless that municipality itself has recorded an exception.",
    "S3 L304",
)
I33 = _rule("I33", "Territorial change never moves adoption silently.", "S3 L387")

I34 = _rule(
    "I34", "The active-use rule is versioned; published figures are not rewritten.", "S3 L415"
)

# Learning
I35 = _rule(
    "I35",
    "A run is not closed before its evaluation is delivered by the role of its track and received"
    " by the coordinating group.",
    "S3 L405, L425, L441, L463",
)
I36 = _rule(
    "I36",
    "A new run answers each relevant open learning before its plan is cleared.",
    "S3 L269, L405",
)
I37 = _rule(
    "I37",
    "In track C each pulje is evaluated by its own leader: n puljer, n evaluations.",
    "S3 L463",
)

# Needs
I38 = _rule(
    "I38",
    "A need is not closed without an answer that has reached every origin.",
    "S1 L206; S3 L507",
)
I39 = _rule("I39", "Needs that are merged or split keep every origin.", "S3 L547")
I40 = _rule("I40", "Only its receiver sets the status of a change request.", "S3 L507")

# Regional and national organisation
I41 = _rule(
    "I41",
    "A regional group has exactly one contact at a time, and is complete with contact, leader and"
    " resource.",
    "S3 L487-490, L517",
)
I42 = _rule("I42", "Every county is served by exactly one regional group.", "S3 L604")
I43 = _rule(
    "I43",
    "Seconded resources come from two municipalities or more; nobody is seconded by more than a"
    " hundred per cent on any day.",
    "S3 L609",
)
I44 = _rule(
    "I44",
    "The coordinating group decides only while the seats of KS, the service provider and the"
    " regions are filled.",
    "S3 L238-242",
)
I45 = _rule("I45", "An assignment letter contains the nine common principles.", "S3 L604-615")

# Money
I56 = _rule(
    "I56", "Advice and decision are two things; who advises decides nothing.", "S1 L178-182"
)
I57 = _rule(
    "I57", "Advice is unanswered, and is seen to be, until whoever got it answers.", "S1 L182"
)
I60 = _rule(
    "I60", "Amounts are never edited: frame changes are events with own knowledge time.", "S4 L364"
)

# Platform
I63 = _rule("I63", "No state without an event that says who, in which role, when and why.", "task")
I64 = _rule("I64", "A view built anew from the first event on has the same rows.", "task")
I65 = _rule("I65", "What is heard twice, or late, is done once.", "task")
I66 = _rule(
    "I66",
    "Every gate that was asked is kept with each of its rules, their versions and what they saw.",
    "task",
)
I67 = _rule(
    "I67",
    "No text that points at a person is recorded; what is known of persons can be erased.",
    "inferred",
)
I68 = _rule("I68", "A municipality can read everything that is recorded of it.", "inferred")

# Capabilities whose rule has no invariant number
C01_01 = _rule(
    "C01-01", "Number, name and county are valid from a date; a number is one at a time.", "S3 L387"
)
C01_02 = _rule("C01-02", "A territorial change names what was and what comes of it.", "S3 L387")
C01_03 = _rule("C01-03", "Exactly one county at a time; any number of other groupings.", "S3 L284")
C01_04 = _rule(
    "C01-04",
    "An organisation has a valid number, a kind, and what that kind demands; old names stay.",
    "S3 L123, L160-176",
)
C01_05 = _rule(
    "C01-05",
    "A name stays as it was written; who it is, two say beside it, and that can be undone.",
    "S0 L7",
)
C01_06 = _rule(
    "C01-06",
    "A function is held from a day to a day, given by the organisation's own administrator; one"
    " that has ended does not act.",
    "S3 L509-515",
)
C01_07 = _rule(
    "C01-07",
    "Who speaks for the sector speaks on a position of the sector, or it is flagged; it is never a"
    " municipality's decision.",
    "S1 L178; S3 L507",
)
C01_08 = _rule(
    "C01-08",
    "What a municipality works with is dated and has a source; unknown is not none.",
    "S3 L455-459",
)
C01_09 = _rule(
    "C01-09",
    "A municipality itself says how much it can bear; that warns, and blocks nobody.",
    "S3 L192",
)
C01_10 = _rule(
    "C01-10",
    "A network that is closed has a successor, and what it had is carried over one by one.",
    "S3 L131-132, L499",
)
C02_01 = _rule("C02-01", "The kind of a solution decides how it may be rolled out.", "S3 L326 n7")
C02_02 = _rule(
    "C02-02", "The portfolio is endorsed in dated versions, each on a decision.", "S3 L605"
)
C02_03 = _rule(
    "C02-03", "Only listed life-cycle transitions, each with a decision reference.", "S3 L219"
)
C02_04 = _rule(
    "C02-04",
    "Dependencies form no circle; what is lacking warns, and only what must be there blocks.",
    "S3 L387",
    version=2,
)
C02_05 = _rule(
    "C02-05", "A solution has one owner at any time; ownership is proposed and accepted.", "S3 L265"
)
C02_06 = _rule(
    "C02-06",
    "Roles, responsibility and funding of the management are answered, on an agreement.",
    "S3 L371-373",
)
C02_07 = _rule("C02-07", "An ambition carries its own date and who stated it.", "S3 L387")
C02_08 = _rule(
    "C02-08",
    "A duty has an actor, a period and a legal source; to use and to pay are two duties.",
    "S3 L471",
)
C02_09 = _rule(
    "C02-09", "A smaller change may go with fewer activities, for a reason that is kept.", "S3 L332"
)
C02_10 = _rule(
    "C02-10",
    "A pilot, a trial or a plan is not adoption; who tried a solution out is heard before it is"
    " ready.",
    "S3 L350, L507",
)
C02_11 = _rule(
    "C02-11",
    "Advice on order keeps its giver and mandate; the order itself is a decision.",
    "S1 L169",
)
C03_01 = _rule("C03-01", "A published criteria version is immutable.", "S3 L346")
C03_02 = _rule(
    "C03-02",
    "A programme acknowledges criteria before its trial ends; later changes are proposed to it.",
    "S3 L346-348",
)
C03_04 = _rule("C03-04", "«Oppfylt» needs evidence; «ikke relevant» needs a reason.", "S3 L348")
C03_05 = _rule(
    "C03-05",
    "Soundness is judged by all three competences, and at least once before the trial ends.",
    "S3 L356-358",
)
C03_06 = _rule(
    "C03-06",
    "Agreement on professional requirements names its parties, and who is missing.",
    "S3 L356",
)
C03_07 = _rule("C03-07", "A scope says where, or for whom, a solution is ready.", "S3 L257, L288")
C03_08 = _rule(
    "C03-08",
    "A readiness decision follows a recommendation, is made by the body named, states its reason.",
    "S3 L346, L358",
)
C03_09 = _rule(
    "C03-09", "An exemption has a reason and an end, and never waives soundness.", "S3 L346"
)
C03_11 = _rule(
    "C03-11",
    "A suspension says who decided it and why, and holds until it is lifted by a decision.",
    "S3 L288",
)
C03_12 = _rule(
    "C03-12", "A new major version, a severe issue or a finding calls for a review.", "S3 L265"
)
C03_13 = _rule(
    "C03-13", "The coordinating group follows a trial without any right to invite.", "S3 L467, L244"
)
C03_14 = _rule(
    "C03-14",
    "What is decided on a solution is open to all, with version and day, and never more than that.",
    "S3 L475",
)
C04_01 = _rule(
    "C04-01", "The kind of a solution says which types of material it needs.", "S3 L223, L350"
)
C04_03 = _rule(
    "C04-03", "A valid version is never changed; a new one says what it asks for.", "S3 L352"
)
C04_04 = _rule(
    "C04-04", "A copy is the municipality's own, and private until it shares it.", "S3 L304, L350"
)
C04_06 = _rule("C04-06", "An error report is open until its maintainer answers.", "S3 L393-399")
C04_07 = _rule("C04-07", "Only what is valid is attached to a run.", "S3 L352")
C05_01 = _rule("C05-01", "A product has a vendor and a name.", "S3 L322, L360-369")
C05_02 = _rule(
    "C05-02",
    "What some vendors are told, all whom it concerns are told, or it says why.",
    "S3 L364",
)
C05_03 = _rule("C05-03", "A vendor tells how far it is, with evidence.", "S3 L223, L261")
C05_04 = _rule(
    "C05-04",
    "A promised day that is moved says why; what it was before stays on record.",
    "S3 L288",
)
C05_07 = _rule(
    "C05-07",
    "What is only for some has an owner who brings it to all, with a plan and a next review.",
    "S3 L288",
)
C06_01 = _rule("C06-01", "A run goes through its stages in order.", "S3 L233-236")
C06_03 = _rule(
    "C06-03", "A is for the whole country, B for a region, C for a limited scope.", "S3 L277-288"
)
C06_04 = _rule("C06-04", "A region's own run is the region's to open and to lead.", "S3 L284, L525")
C06_06 = _rule(
    "C06-06",
    "A common process begins with how far the municipalities have come, and a sketch that is"
    " shared; it has no technical introduction.",
    "S3 L435-441",
)
C06_07 = _rule(
    "C06-07", "A working group has a mandate and an end, and its seats are shown.", "S3 L391, L459"
)
C06_08 = _rule(
    "C06-08",
    "A run has one leader at a time, in the role its track asks for, who has accepted; a change of"
    " leader hands over what is open.",
    "S3 L391, L527",
    version=2,
)
C06_09 = _rule(
    "C06-09",
    "Whom a run is for is frozen as of a date; why somebody has not come so far is the contact's"
    " insight, not the municipality's word.",
    "S3 L393",
)
C06_10 = _rule(
    "C06-10", "A pulje starts no earlier than the invitation plus time to decide.", "S3 L277, L461"
)
C06_11 = _rule(
    "C06-11", "A plan follows a template, and says what is common and what is local.", "S3 L393"
)
C06_12 = _rule("C06-12", "A plan is reviewed before anyone is invited.", "S3 L401")
C06_15 = _rule(
    "C06-15",
    "Each region says which regional runs it wants in a year; «none» is an answer.",
    "S3 L628",
)
C06_17 = _rule(
    "C06-17", "Common help comes first; individual help says why that was not enough.",
    "S3 L135, L253",
)  # fmt: skip
C06_13 = _rule(
    "C06-13",
    "Capacity is committed by who owns it, and overbooked only by decision.",
    "S3 L260, L461, L628",
)
C06_14 = _rule(
    "C06-14", "An early notice is no invitation, and no answer to it is expected.", "S3 L399"
)
C06_16 = _rule(
    "C06-16", "Who is to start at the same time has confirmed it before the start.", "S3 L259, L284"
)
C06_18 = _rule("C06-18", "A test of the model stays marked as one, and teaches.", "S3 L237, L465")
C07_01 = _rule("C07-01", "What an invitation was sent on is frozen.", "S3 L296")
C07_02 = _rule(
    "C07-02", "One open invitation for each municipality and run, with a deadline.", "S3 L269"
)
C07_03 = _rule(
    "C07-03", "A municipal decision says what was answered, at which level.", "S3 L277; S1 L210"
)
C07_04 = _rule("C07-04", "Sign-up follows a decision to join, to a pulje invited to.", "S3 L277")
C07_05 = _rule(
    "C07-05",
    "Who declined is invited again only to a new run or a new pulje, or at own request.",
    "S3 L473",
    version=2,
)
C07_06 = _rule("C07-06", "Reminders are few and end at the deadline.", "S3 L292-296")
C07_08 = _rule(
    "C07-08",
    "A municipality itself states who in it decides what; the municipal director until it has.",
    "S1 L82",
)
C08_01 = _rule(
    "C08-01",
    "A run works with each of thirteen themes or says why not; use over time and evaluation stay.",
    "S3 L309-320",
)
C08_02 = _rule(
    "C08-02", "Each theme says whom it is for; who was there is told by municipality and group.",
    "S3 L332",
)  # fmt: skip
C07_09 = _rule(
    "C07-09",
    "Missing anchoring is a warning, and a block only where the municipality itself chose that.",
    "S3 L300, L419",
)
C07_10 = _rule(
    "C07-10",
    "A municipality's own assessment is private until it shares it.",
    "S3 L473",
)
C07_11 = _rule(
    "C07-11",
    "Where there is a legal duty, the answer is a plan, and is never counted with what was chosen.",
    "S3 L471",
)
C07_12 = _rule(
    "C07-12",
    "Agreements are listed by solution, ticked by the municipality with a date, and confirmed by"
    " the counterpart.",
    "S3 L277",
)
C08_11 = _rule(
    "C08-11", "A run that is stopped or cancelled says why, and what has ended goes on no more.",
    "S3 L391-405",
)  # fmt: skip
C08_03 = _rule("C08-03", "A task is closed by the one it is for, with an outcome.", "S3 L304")
C08_04 = _rule(
    "C08-04", "Help is logged by topic and time; what was said stays with those who said it.",
    "S3 L137, L515",
)  # fmt: skip
C08_05 = _rule(
    "C08-05",
    "A report has a source and a date; an impression never overwrites a report or a measurement.",
    "S3 L304",
)
C08_07 = _rule(
    "C08-07",
    "A handover names the role that owns the use locally, who helps, and the next review.",
    "S3 L219, L318",
)
C08_08 = _rule(
    "C08-08", "What does not work is told with its severity; the answer reaches all affected.",
    "S3 L223, L265",
)  # fmt: skip
C08_09 = _rule(
    "C08-09", "Those who went through a run keep in touch until each of them leaves.", "S3 L253"
)
C08_10 = _rule(
    "C08-10", "A contact sees its own municipalities also where another region leads.", "S3 L280"
)
C09_01 = _rule(
    "C09-01", "A stage that was reached can be lost again, by what shows it.", "S3 L188, L219"
)
C09_02 = _rule("C09-02", "Every figure has a source; measured use outranks reported.", "S3 L387")
C09_03 = _rule(
    "C09-03",
    "A municipality's stage follows from its service areas by a versioned rule that is shown.",
    "S3 L188; S1 L210",
)
C09_04 = _rule(
    "C09-04",
    "Use is measured by period; a correction is a new fact with a reason.",
    "S3 L304, L319",
)
C09_06 = _rule(
    "C09-06",
    "Introduced and not used is the one set minus the other on one day.",
    "S3 L188, L387",
)
C09_07 = _rule(
    "C09-07",
    "A lapse needs so many measured periods in a row, and is confirmed by contact or municipality.",
    "S3 L304",
)
C09_08 = _rule(
    "C09-08",
    "A benefit that nobody has confirmed is expected; money, time and quality are apart.",
    "S3 L223, L475",
)
C09_09 = _rule(
    "C09-09",
    "The regions add up to the country, and what is unknown is told apart.",
    "S3 L387, L488",
)
C09_10 = _rule(
    "C09-10", "An effect study says whom it covers and its limits; it is no stage.", "S3 L188"
)
C09_11 = _rule(
    "C09-11", "Only a pilot whose beginning is known can be stuck in it.", "S3 L190; S4 L278"
)
C09_12 = _rule("C09-12", "The same batch twice changes nothing.", "S3 L387, L415")
C09_13 = _rule("C09-13", "The categories of mature technology are listed in versions.", "S3 L194")
C10_01 = _rule(
    "C10-01",
    "As a run opens, whoever its track makes answer owes an evaluation by a day; late, it is debt.",
    "S3 L405, L425, L441, L463",
)
C10_02 = _rule("C10-02", "An evaluation hears those who took part.", "S3 L405")
C10_03 = _rule(
    "C10-03", "An evaluation that is sent and not received is still owed.", "S3 L269, L405"
)
C10_04 = _rule("C10-04", "A learning point has a type and an owner.", "S3 L269")
C10_05 = _rule(
    "C10-05", "What was learned and is open goes to each new run that it concerns.", "S3 L405"
)
C10_06 = _rule(
    "C10-06", "What is shared at a gathering is the evaluation as it was delivered.", "S3 L405"
)
C10_07 = _rule(
    "C10-07",
    "The model itself is evaluated by a fixed day, on what the groups contribute; the result is a"
    " case to KommIT-rådet.",
    "S3 L642-644",
)
C10_08 = _rule(
    "C10-08",
    "What a municipality has learned is told under its name only with its consent.",
    "S3 L407",
)
C10_09 = _rule("C10-09", "Evidence has a strength grade and a source.", "S4 L280")
C11_01 = _rule(
    "C11-01", "A need is registered with its origin, which is always kept.", "S3 L137, L513"
)
C11_02 = _rule(
    "C11-02",
    "Its own region says whom a need applies to, and whether it is lifted, solved or answered.",
    "S3 L488, L505",
)
C11_04 = _rule(
    "C11-04",
    "A lifted need carries whom it came from, and its receiver acknowledges it.",
    "S3 L507, L521",
)
C11_05 = _rule(
    "C11-05",
    "Whoever a need lies with answers it: accepted, planned, solved, or rejected with a reason.",
    "S1 L206; S3 L137",
)
C11_07 = _rule(
    "C11-07",
    "A change request has a receiver, a priority and a status; the need behind it follows.",
    "S3 L507; S1 L220",
)
C12_01 = _rule(
    "C12-01",
    "A digital network establishes the regional group; its working group has people of four"
    " sources.",
    "S3 L481, L590",
)
C12_04 = _rule(
    "C12-04",
    "Who speaks for the region in KS FPU has a mandate, and the group hears of it; that it is the"
    " contact is a recommendation.",
    "S3 L491, L517",
)
C12_05 = _rule(
    "C12-05",
    "The group's joint competence is stated; what is missing is seen before a letter is accepted.",
    "S3 L610-612",
)
C12_06 = _rule(
    "C12-06",
    "A secondment has an end, a funding line and tasks; the person accepts it, and is warned before"
    " it ends.",
    "S3 L47, L609-615",
)
C12_07 = _rule(
    "C12-07",
    "KS issues a letter for a year; the network accepts it and reports on it, point by point.",
    "S3 L95, L596-617",
)
C12_08 = _rule(
    "C12-08",
    "Every item of a regional plan comes from the portfolio or from a regional need.",
    "S3 L486, L495",
)
C12_09 = _rule(
    "C12-09",
    "A region is in touch with all its municipalities; who is forgotten is seen.",
    "S3 L604",
)
C12_10 = _rule(
    "C12-10", "Every question has an owner in the region, and its age is seen.", "S3 L505"
)
C12_11 = _rule(
    "C12-11",
    "Older networks go on until the new group is complete or their end comes, and never above the"
    " level of the base year.",
    "S3 L102, L632-634",
)
C12_12 = _rule(
    "C12-12",
    "How a region is put in place has a start, an owner and milestones, within a frame that is the"
    " same for all; who has no plan is seen.",
    "S3 L584-586",
)
C12_13 = _rule("C12-13", "With whom a region works together is dated.", "S3 L123, L594")
C12_14 = _rule(
    "C12-14", "A nomination has a mandate, and is nothing until the nominated accept.", "S3 L507"
)
C12_15 = _rule(
    "C12-15", "A spreading project that is supported is linked to an item of the plan.", "S3 L592"
)
C13_01 = _rule(
    "C13-01",
    "KS constitutes the coordinating group and gives its seats, which go round among the regions;"
    " each names its own.",
    "S3 L238-242, L525",
)
C13_02 = _rule(
    "C13-02", "A working group is set up with a mandate, members and an end.", "S3 L391, L623"
)
C13_04 = _rule(
    "C13-04", "Similar regional runs are suggested to cooperate; the regions decide.", "S3 L439"
)
C13_03 = _rule(
    "C13-03",
    "A clash is the same leader, capacity or municipality in one period; the group settles it.",
    "S3 L401, L421",
)
C13_05 = _rule(
    "C13-05", "A common message has one sender, and those it went to are on record.", "S3 L401"
)
C13_06 = _rule(
    "C13-06",
    "Who is in the leader pool has declared competence and availability.",
    "S3 L527, L621",
)
C13_09 = _rule(
    "C13-09",
    "Each body is stated to advise or to decide; one that advises decides nothing.",
    "S3 L574",
)
C12_16 = _rule(
    "C12-16",
    "A municipality answers a survey itself, and who has not answered is shown.",
    "S3 L435",
)
C13_10 = _rule(
    "C13-10",
    "The coordinating group decides for no municipality, and endorses no portfolio.",
    "S3 L265",
)
C15_03 = _rule(
    "C15-03", "A frame holds from the day it became known until another one did.", "S4 L364"
)
C16_05 = _rule(
    "C16-05", "A case waits in the queue until it is treated; postponed, it returns.", "S0 L113"
)
C19_01 = _rule(
    "C19-01",
    "The price of a year follows the model of that year, which is never changed.",
    "S1 L186",
)
C19_02 = _rule("C19-02", "The shares of a price model are its total.", "S1 L210")
C22_03 = _rule("C22-03", "A notice says who it is for.", "S3 L399")
C23_04 = _rule(
    "C23-04", "A checkpoint is cosigned by a known witness, for its own organisation.", "task"
)
C23_05 = _rule(
    "C23-05", "Data on a person is kept apart and erased; role and body stay readable.", "task"
)
C23_09 = _rule(
    "C23-09",
    "What is known of a municipality is read by itself, its own region and KS; what is withheld"
    " names its paragraph.",
    "S1 L182; S3 L393",
)
T06 = _rule(
    "T06",
    "What the sources leave to KS, it states from a day on, on a decision; until then the default"
    " holds, and what was decided before stays decided.",
    "inferred (S3 L346, L358)",
)
C24_01 = _rule("C24-01", "What is changed is still as it was read.", "task")
