"""News outlets, agencies and programmes: names that look like people or places, and are neither."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.resolve.word_list import word_list

_OUTLETS = """
ABC, ABC News, Agence France-Presse, AFP, Al Jazeera, AP, Associated Press, Atlantic, Axios, BBC, BBC News, Billboard, Bloomberg,
Bloomberg News, Boston Globe, Breitbart, Breitbart News, Business Insider, BuzzFeed, BuzzFeed News, C-SPAN, CBC, CBN, CBN News, CBS,
CBS News, Chicago Tribune, CNBC, CNN, Cosmopolitan, C-SPAN, Daily Beast, Daily Caller, Daily Mail, Daily Mirror, Daily News, Daily
Telegraph, Deadline, Der Spiegel, E! News, E!, Economist, Elle, Entertainment Tonight, Entertainment Weekly, Esquire, ESPN, Essence,
Face the Nation, Facebook, Financial Times, Forbes, Fortune, Fox, Fox Business, Fox News, Fox News Channel, Fox News Sunday, Gateway
Pundit, Glamour, Globe and Mail, Good Morning America, GQ, Guardian, Harper's Bazaar, Herald, Hill, Hollywood Reporter, HuffPost,
Huffington Post, Independent, Infowars, Instagram, Intercept, Interfax, Jezebel, KTLA, Le Monde, Life & Style, Los Angeles Times, Marie
Claire, McClatchy, Meet the Press, Miami Herald, Mirror, Mother Jones, Motherboard, MSNBC, National Enquirer, National Review, NBC, NBC
News, New Republic, New York Daily News, New York Magazine, New York Post, New York Times, New Yorker, Newsmax, Newsweek, Nightline,
NPR, OK!, Page Six, PBS, PBS NewsHour, People, People magazine, Philadelphia Inquirer, Politico, ProPublica, Punchbowl, Radar Online,
Recode, Reuters, Rolling Stone, Salon, San Francisco Chronicle, Sky News, Slate, Snapchat, South China Morning Post, Star Tribune,
State of the Union, Sun, Sunday Times, Tampa Bay Times, TASS, Telegraph, The Kardashians, The View, TikTok, Time, Times, TMZ, Today,
Today show, Townhall, Truth Social, Twitter, UPI, Univision, Us Weekly, USA Today, Vanity Fair, Variety, Vice, Vice News, Vogue, Voice
of America, Vox, Wall Street Journal, Washington Examiner, Washington Free Beacon, Washington Post, Washington Times, Weekly Standard,
Wired, Xinhua, Yahoo, Yahoo News, YouTube, 60 Minutes, 20/20
"""
# Words that are outlets only where a report is told, or after "the": "People", "Time", "Sun".
_COMMON_WORDS = word_list(
    """
    people time sun mirror hill herald star independent today salon slate vice fortune elle essence atlantic deadline times fox post
    """
)

_HEADS = word_list(
    """
    news times post journal herald tribune gazette chronicle observer courier register globe magazine weekly daily radio tv television
    network press dispatch examiner inquirer telegraph guardian mail bee sentinel record ledger reporter standard beacon podcast show
    newspaper review monitor zeitung
    """
)


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(name.lower().replace("’", "'").split()).strip(" .,\"'“”"))


OUTLETS = frozenset(_plain(o) for o in re.split(r",\s*", _OUTLETS.strip()))


@lru_cache(maxsize=4096)
def is_outlet(name: str, *, told: bool = False) -> bool:
    """Whether ``name`` is a well-known outlet, or has the form of one ("The Springfield Gazette").

    ``told``: it stands where an outlet stands ("told X", "as per X"), so a common word counts too ("People").
    """
    plain = _plain(name)
    if plain in OUTLETS:
        return told or plain not in _COMMON_WORDS or name.lower().startswith("the ")
    if plain.endswith((".com", ".org", ".net")):
        return True
    words = plain.replace("-", " ").split()
    return (len(words) > 1 and words[-1] in _HEADS) or (
        re.fullmatch(r"[kw][a-z]{2,3}(?:-(?:tv|fm|am))?", plain) is not None and name.isupper()
    )


def same_outlet(a: str, b: str | None) -> bool:
    """Whether two names are one outlet's: equal but for "The", "Online" and the like, or one within the other."""
    if not b:
        return False
    small = {"the", "online", "news", "com", "magazine", "website", "channel"}
    words = [{w for w in re.findall(r"[^\W_]+", x.lower()) if w not in small} or {x.lower()} for x in (a, b)]
    plain = [re.sub(r"(?:com|org|net)$", "", re.sub(r"[\W_]|\bthe\b", "", x.lower())) for x in (a, b)]  # "FoxNews.com" is Fox News
    return words[0] <= words[1] or words[1] <= words[0] or plain[0] == plain[1]
