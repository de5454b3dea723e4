"""The code systems of a FHIR bundle: standard codes that surely say the same, and our own for all else."""

from __future__ import annotations

from collections.abc import Mapping

from backcoach.coach.limits import Medicine

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
LOINC, UCUM, ATC = "http://loinc.org", "http://unitsofmeasure.org", "http://www.whocc.no/atc"
OWN_SYSTEM = "urn:backcoach:code"
"""Our own codes: the ids of the content and of the record, and those of `OWN`. It is registered nowhere."""

CONTENT = "urn:backcoach:content"
"""The system of the digests that name a state of the content."""

QUESTIONNAIRE = "urn:backcoach:questionnaire:screening"
ABSENT = "Not sure, or not answered. This is not a no."
TEST_DATA = {"system": f"{TERMINOLOGY}/v3-ActReason", "code": "HTEST", "display": "test health data"}

PAIN_CODE = {
    "system": LOINC,
    "code": "72514-3",
    "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
}
STEPS_CODE = {"system": LOINC, "code": "55423-8", "display": "Number of steps in unspecified time Pedometer"}
AGE_CODE = {"system": LOINC, "code": "30525-0", "display": "Age"}

CATEGORIES = {"survey": "Survey", "activity": "Activity"}

OWN: Mapping[str, str] = {
    "not_sure": ABSENT,
    "not_denied": "Yes, or not sure",
    "disposition": "Where the safety questions send the person",
    "plan_allowed": "Whether the program may make a plan",
    "assessed": "The person says that a clinician has looked at a grave result",
    "assessed_by": "Who looked, in the person's words",
    "assessed_told": "What they said, in the person's words",
    "assessed_kind": "What kind of clinician looked",
    "assessed_finding": "What they found, as the person says",
    "age": "Age in years, as told",
    "pain": "Pain of the day, on average: 0 none, 10 the worst",
    "pain_worst": "The worst pain of the day: 0 none, 10 the worst",
    "leg_pain": "Pain in the leg of the day: 0 none, 10 the worst",
    "function": "Daily life of the day: 0 could do nothing, 10 as before",
    "sleep": "Sleep of the night: 0 very bad, 10 very good",
    "distress": "How upset by the pain: 0 not at all, 10 very much",
    "is_flare": "A flare-up, as the person says",
    "settled": "The activity of the day before had settled by this morning",
    "leg_reach": "How far down the leg the pain went",
    "steps": "Steps of the day, from another program's diary",
    "broken_off": "A go that was broken off: repeats done of it",
    "pain_before": "Pain just before: 0 none, 10 the worst",
    "pain_peak": "The worst pain during it: 0 none, 10 the worst",
    "pain_morning": "Pain on the morning after: 0 none, 10 the worst",
    "has_spread": "The pain went further down the leg",
    "note": "A note in the person's own words",
    "sheet": "From the person's sheet for bad days, in their own words",
    "pain_average": "Pain of the last 7 days on average, as recalled: 0 none, 10 the worst",
    "confidence": "How sure to do daily things: 0 not at all, 10 fully",
    "walk_minutes": "Walking managed at one go in the last days",
    "own_activity": "How well an activity of the person's own choice goes: 0 not at all, 10 as before",
    "overall": "All in all against the start: -3 much worse, 3 much better",
    "worked": "Hours worked on the day",
    "stop_signs": "Signs to stop a medicine for",
    "side_effects": "Side effects of a medicine",
    "recalled": "Told on a later day",
    "imported": "Recorded by another program",
    "self_reported": "Told by the person themselves; nobody has checked it",
    "content_draft": "Made by a program whose content no clinician has checked yet",
    "content_reviewed": "Made by a program whose content was checked by a clinician",
    "made_up": "Made up: a demonstration, nobody's own record",
    "plan_draft": "Issued by a self-care program, not by a clinician",
    "against_advice": "Taken although the program said no",
}
"""Our own codes with their words. None is ever given another meaning."""

ATC_CODES: Mapping[Medicine, tuple[str, str]] = {
    Medicine.PARACETAMOL: ("N02BE01", "paracetamol"),
    Medicine.IBUPROFEN: ("M01AE01", "ibuprofen"),
    Medicine.NAPROXEN: ("M01AE02", "naproxen"),
    Medicine.DICLOFENAC: ("M01AB05", "diclofenac"),
    Medicine.NSAID_GEL: ("M02AA", "Antiinflammatory preparations, non-steroids for topical use"),
    Medicine.ASPIRIN: ("N02BA01", "acetylsalicylic acid"),
}
"""ATC codes of the medicines as they are meant here: by mouth against pain, and gels as a group."""
