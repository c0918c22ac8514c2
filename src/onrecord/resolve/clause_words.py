"""The words that carry the structure of a sentence, and those for people."""

from __future__ import annotations

from onrecord.resolve.nouns import GROUPS, OF_PEOPLE, ORGANISATIONS, POSSESSIVES, UNNAMED
from onrecord.resolve.pronouns import FEMALE, FIRST, FIRST_PLURAL, MALE, PLURAL, SECOND
from onrecord.resolve.word_list import word_list

BE = word_list("is are was were be been being am isn't wasn't aren't weren't 's 're get gets got getting")
HAVE = word_list("has have had having hasn't haven't hadn't")
MODAL = word_list(
    """
    will would can could may might must should shall won't wouldn't can't couldn't shouldn't do does did don't doesn't didn't
    cannot
    """
)
NOT = word_list(
    """
    not never no n't nobody none neither nor without isn't wasn't aren't weren't hasn't haven't hadn't won't wouldn't can't
    couldn't don't doesn't didn't cannot
    """
)
PREPOSITIONS = word_list(
    """
    of in on at by for with from against about into over under between among during through near inside outside toward towards upon
    like within across behind around involving including following amid despite concerning regarding without beyond via per
    """
)
SUBORDINATE = word_list(
    """
    after before since until because although though while when where whether if as unless once than that
    """
)
RELATIVE = word_list("who whom whose which")
ADVERBS = word_list(
    """
    also then later just now still already ever never recently reportedly allegedly even soon once twice again eventually
    previously not only yet later first
    """
)
PERSONAL = (MALE | FEMALE | PLURAL | FIRST | FIRST_PLURAL | SECOND) - POSSESSIVES
NUMBERS = word_list(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty
    forty fifty hundred hundreds dozens dozen thousands scores several many some few both most more nearly almost about
    """
)
MANY = word_list("dozens scores hundreds thousands")
MORE_PEOPLE = word_list(
    """
    man men woman women boy boys girl girls child children teen teens teenager teenagers baby toddler person people victim victims suspect
    suspects gunman gunmen shooter attacker attackers assailant killer killers driver drivers soldier soldiers inmate inmates prisoner
    prisoners defendant defendants plaintiff plaintiffs others others daughter daughters son sons mother father parents wife husband
    brother sister siblings couple family families partner boyfriend then-boyfriend girlfriend ex-boyfriend fiance fiancee uncle aunt
    cousin grandmother grandfather widow students student teacher teachers worker workers employee employees member members passenger
    passengers pedestrian resident residents customer customers client clients officer officers deputy deputies agent agents migrants
    immigrants refugees protesters demonstrators journalist journalists reporter doctor nurse patient patients lawyer lawyers attorney
    attorneys judge judges jury juror jurors court magistrate coroner official officials lawmakers lawmaker leaders leader executives
    executive director president minister senator congressman governor mayor king queen prince princess pope actor actress singer
    rapper player coach owner chairman pastor priest bishop rabbi imam cadets instructors civilians Americans americans citizens
    militants terrorists terrorist rebels troops crew survivors survivor friend friends neighbor neighbors pedophile rapist murderer
    robber burglar thief whistleblower donor donors candidate candidates party government state regulators inspector prosecutors
    prosecutor investigators detectives detective police authorities republicans democrats athletes stars star celebrity tycoon
    counsel supervisors personnel responders medics paramedics firefighters paramedic firefighter leadership
    staff staffers aides aide audience crowd bystander bystanders hostages hostage captive captives accuser accusers
    """
)
PEOPLE = UNNAMED | GROUPS | ORGANISATIONS | OF_PEOPLE | MORE_PEOPLE
BARE = word_list(
    "police authorities prosecutors investigators officials detectives regulators lawmakers republicans democrats congress deputies agents "
    "people students workers protesters migrants jurors parents relatives"
)
PLURALS = word_list("people men women children police personnel staff clergy")
MODIFIERS = word_list("student teacher union government party family police church court law")
KIN = word_list("father mother son daughter brother sister husband wife man woman boy girl uncle aunt nephew niece grandfather grandmother")
COMMON_VERBS = word_list(
    """
    said says told asked wants wanted plans planned received given gave faces faced facing accepted entered won filed brought
    took lost offered announced held made saw found began started opened launched ordered called urged claimed denied reached
    signed agreed expected scheduled set accused became went came left got seeks sought tried helped led following demanded
    conducted completed continues
    """
)
FUNCTION = (
    BE | HAVE | MODAL | PREPOSITIONS | SUBORDINATE | RELATIVE | PERSONAL | COMMON_VERBS | word_list("and or but to not that there here")
) - word_list("more no about like")
