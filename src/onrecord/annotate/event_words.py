"""The words that tell an event, by its type: verbs with their forms, nouns, and set phrases.

A line is ``how: word word …``. *how* is ``does`` (a verb whose subject does it to its object: "police arrested him"), ``undergoes``
(a verb whose subject it happens to: "she resigned"), ``noun`` (a noun whose possessor it happens to: "her arrest") or ``deed`` (a noun
whose possessor does it: "the FBI's investigation"). Words joined by ``_`` are a phrase; ``VERB+`` stands for all forms of a regular verb.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from onrecord.annotate.time_words import listed
from onrecord.model import EventType, ParticipantRole

How = Literal["does", "undergoes", "noun", "deed"]


class Roles(NamedTuple):
    """Who does an event of a type, and to whom it happens."""

    doer: ParticipantRole
    undergoer: ParticipantRole


ROLES: dict[EventType, Roles] = {
    "arrest": Roles("authority", "accused"),
    "charge": Roles("authority", "accused"),
    "plea": Roles("accused", "accused"),
    "trial": Roles("authority", "accused"),
    "conviction": Roles("authority", "accused"),
    "acquittal": Roles("authority", "accused"),
    "sentence": Roles("authority", "accused"),
    "imprisonment": Roles("authority", "subject"),
    "release": Roles("authority", "subject"),
    "parole": Roles("authority", "subject"),
    "commutation": Roles("authority", "subject"),
    "pardon": Roles("authority", "subject"),
    "appeal": Roles("subject", "subject"),
    "ruling": Roles("authority", "subject"),
    "lawsuit": Roles("plaintiff", "defendant"),
    "settlement": Roles("defendant", "plaintiff"),
    "investigation": Roles("authority", "accused"),
    "search": Roles("authority", "accused"),
    "death": Roles("accused", "victim"),
    "injury": Roles("accused", "victim"),
    "attack": Roles("accused", "victim"),
    "meeting": Roles("subject", "subject"),
    "appointment": Roles("authority", "subject"),
    "resignation": Roles("subject", "subject"),
    "dismissal": Roles("authority", "subject"),
    "election": Roles("subject", "subject"),
}

_LINES = """
arrest
  does: arrest+ detain+ apprehend+ captured taken_into_custody took_into_custody
  noun: arrest arrests detention
charge
  does: charg+ indict+ prosecut+ arraign+
  undergoes: faces_charges face_charges face_counts faces_counts
  noun: charges charge indictment indictments arraignment counts criminal_charges felony_charges murder_charge murder_charges
plea
  undergoes: plead+ pled pleaded_guilty plead_guilty pleading_guilty pleads_guilty pled_guilty pleaded_not_guilty
    pleading_not_guilty plead_not_guilty pleads_not_guilty pleaded_no_contest pleading_no_contest
  noun: plea pleas guilty_plea guilty_pleas plea_deal plea_agreement plea_bargain
trial
  undergoes: stand_trial stood_trial standing_trial went_on_trial goes_on_trial go_on_trial on_trial
  noun: trial trials retrial court-martial impeachment_trial murder_trial
conviction
  does: convict+ found_guilty find_guilty
  noun: conviction convictions guilty_verdict
acquittal
  does: acquitt+ acquit found_not_guilty exonerat+ cleared_of
  noun: acquittal acquittals exoneration
sentence
  does: sentenc+
  noun: sentence sentences sentencing life_sentence prison_sentence death_sentence prison_term jail_term prison_time jail_time
imprisonment
  does: imprison+ jail+ incarcerat+ locked_up
  does: held
  undergoes: served serving serve behind_bars in_prison in_jail in_custody in_protective_custody days_in_jail years_in_prison
  noun: imprisonment incarceration
release
  does: releas+ free+ freeing set_free paroled_out
  noun: release
parole
  does: parol+
  noun: parole
commutation
  does: commuted commuting
  noun: commutation commutations clemency
pardon
  does: pardon+
  noun: pardon pardons
appeal
  does: appeal+
  deed: appeal appeals
ruling
  does: ruled rules ruling struck_down strike_down upheld uphold overturn+ legaliz+ invalidat+ rejected blocked
  deed: ruling rulings verdict verdicts injunction court_order court_orders court_decision restraining_order
lawsuit
  does: sue+ suing filed_suit
  deed: lawsuit lawsuits suit suits legal_action class_action class-action
settlement
  does: settl+
  deed: settlement settlements
investigation
  does: investigat+ prob+ look+_into
  deed: investigation investigations probe probes inquiry inquiries scrutiny
search
  does: raid+ searched
  deed: raid raids manhunt search_warrant search_warrants
death
  does: kill+ murder+ slain slaying slaughter+ assassinat+ fatally_shot shot_dead shot_and_killed shot_to_death stabbed_to_death
    beaten_to_death
    fatally_stabbed lynched drowned
  undergoes: died dies die dying perish+ passed_away dead found_dead pronounced_dead lost_their_lives lost_his_life lost_her_life
    committed_suicide killed_himself killed_herself
  noun: death deaths killing killings murder murders slaying slayings homicide homicides assassination suicide fatality fatalities
    fatal_shooting death_toll overdose execution
injury
  does: injur+ wound+ hurt hospitaliz+ shot_and_wounded maimed
  noun: injury injuries wounds
attack
  does: attack+ shot shoot shooting stabb+ stab assault+ sexually_assault+ rap+ bomb+ ambush+ molest+ grop+ abduct+ kidnapp+
    kidnap beat beaten
    sexually_abus+ abus+ opened_fire open_fire opens_fire attempted_to_kill harass+ sexually_harass+ punched
  noun: attack attacks shooting shootings mass_shooting mass_shootings stabbing stabbings assault assaults sexual_assault
    sexual_assaults bombing
    bombings massacre massacres rape rapes rampage ambush kidnapping abduction beating sexual_abuse sexual_misconduct rocket_attacks
    arson_attack terror_attack terrorist_attack terrorist_attacks terror_attacks airstrike airstrikes gun_attack
meeting
  undergoes: met meet meets meeting sat_down_with sit_down_with huddl+ visit_with visited_with
  noun: meeting meetings summit talks peace_talks sit-down
appointment
  does: appoint+ nam+ nominat+ hir+ confirm+ inaugurat+ swore_in sworn_in tapp+ installed
  undergoes: became took_office takes_office
  noun: appointment nomination confirmation inauguration hiring swearing-in
resignation
  undergoes: resign+ quit quits quitting step+_down step+_aside left leaving retir+
  noun: resignation resignations retirement departure
dismissal
  does: fir+ dismissed dismissing oust+ sack+ axed terminat+ laid_off lay_off remov+ let_go suspended
  undergoes: lost_their_jobs lost_his_job lost_her_job lose_their_jobs
  noun: firing firings dismissal dismissals ouster layoffs termination removal
election
  does: elect+ re-elect+ reelect+
  undergoes: won wins win winning lost loses defeat+ unseat+ ran_for running_for run_for
  noun: election elections re-election reelection primary primaries midterms caucuses victory race races midterm
    presidential_race senate_race loss defeat
    win runoff special_election midterm_elections midterm_election
"""

_E_STEMS = listed(
    """
    prosecut charg sentenc incarcerat releas parol commut investigat prob assassinat rap molest grop abus nominat nam hir
    inaugurat resign fir terminat exonerat legaliz invalidat settl su retir remov huddl hospitaliz injur sexually_abus
    """
)
_DOUBLED = {"acquitt": "acquit", "stabb": "stab", "kidnapp": "kidnap", "tapp": "tap"}
_WITH_E = _E_STEMS - {"molest", "resign"}


def _forms(word: str) -> list[str]:
    """All forms of ``stem+``; else the word alone."""
    if "+" not in word:
        return [word]
    stem, rest = word.split("+", 1)
    if stem in ("free", "sue"):
        return [stem + e + rest for e in ("", "s", "d")]
    if stem in _DOUBLED:
        base = _DOUBLED[stem]
        return [base + rest, base + "s" + rest, stem + "ed" + rest, stem + "ing" + rest]
    if stem in _WITH_E:
        return [stem + e + rest for e in ("e", "es", "ed", "ing")]
    if stem == "step":
        return [f + rest for f in ("step", "steps", "stepped", "stepping")]
    return (
        [stem + e + rest for e in ("", "s", "es", "ed", "ing")]
        if stem.endswith("ss")
        else [stem + e + rest for e in ("", "s", "ed", "ing")]
    )


class Word(NamedTuple):
    """One way of telling an event: the words of it in lower case, its type, and how its people stand to it."""

    words: tuple[str, ...]
    type: EventType
    how: How


def _lexicon() -> dict[str, tuple[Word, ...]]:
    found: dict[str, list[Word]] = {}
    type: EventType = "arrest"
    how: How = "does"
    for line in _LINES.splitlines():
        if line and not line.startswith(" "):
            type = line.strip()  # type: ignore[assignment]
            continue
        head, colon, rest = line.partition(":")
        if colon:
            how, line = head.strip(), rest  # type: ignore[assignment]
        for entry in line.split():
            for form in _forms(entry):
                words = tuple(form.split("_"))
                found.setdefault(words[0], []).append(Word(words, type, how))
    return {first: tuple(sorted(words, key=lambda w: -len(w.words))) for first, words in found.items()}


#: First word → the ways of telling an event that begin with it, the longest first.
LEXICON = _lexicon()
