"""Words that stand before a name and are no part of it, and the roles that they give its bearer."""

from __future__ import annotations

from onrecord.resolve.word_list import word_list

TITLES = word_list(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady president vice senator sen rep reps sens representative congressman
    senators presidents governors justices judges professors
    congresswoman congressmen governor gov govs mayor judge justice chief attorney general secretary minister prime king queen prince
    princess pope rev reverend father sister brother saint sheriff officer detective sgt sergeant lt lieutenant capt captain maj major
    col colonel gen cmdr commander admiral adm cpl corporal pvt private pastor rabbi imam bishop archbishop cardinal ayatollah sheikh
    chancellor chairman chairwoman chair speaker leader director ceo cfo coo spokesman spokeswoman spokesperson ambassador
    commissioner superintendent principal dean councilman councilwoman councilmember alderman assemblyman assemblywoman delegate
    deputy undersecretary assistant acting republican democrat democratic independent gop minority majority whip counsel special
    prosecutor inspector agent trooper constable coach editor manager host correspondent reporter actress actor singer author rapper
    comedian candidate nominee lawyer analyst strategist adviser advisor aide premier envoy administrator treasurer comptroller
    auditor baroness baron duke duchess count countess emperor sultan emir crown first former then-president president-elect
    governor-elect mayor-elect senator-elect co-founder founder
    executive officer publisher anchor chef vp republicans democrats representatives congressmen congresswomen businessman businesswoman
    billionaire pollster ag
    """
)

FEMALE = word_list(
    """
    mrs ms miss dame lady congresswoman queen princess sister chairwoman spokeswoman councilwoman assemblywoman actress baroness
    duchess countess mother wife daughter girlfriend aunt niece grandmother widow woman girl businesswoman mom mum stepmother ex-wife
    bride nun heroine waitress hostess
    """
)
MALE = word_list(
    """
    mr sir lord congressman king prince pope father brother chairman spokesman councilman assemblyman alderman actor baron duke count
    emperor husband son boyfriend uncle nephew grandfather widower man boy businessman dad stepfather ex-husband groom pontiff priest
    imam gunman
    """
)

# What a title or a role is called elsewhere in the same report: each word with those that may stand for it.
SYNONYMS: dict[str, frozenset[str]] = {}
for _group in (
    "senator sen lawmaker legislator congressman",
    "rep representative congressman congresswoman lawmaker legislator",
    "republican gop r conservative",
    "democrat democratic d",
    "pope pontiff",
    "lawyer attorney counsel",
    "gov governor",
    "ceo executive chief boss",
    "police chief",
    "vp vice",
    "paper newspaper",
    "mom mum mother",
    "dad father",
    "reporter journalist correspondent",
    "author writer novelist",
    "coroner examiner",
    "minister premier",
    "singer musician star",
    "actress actor star",
    "rapper musician star",
    "candidate nominee hopeful contender",
    "teacher educator",
    "doctor dr physician surgeon",
    "prof professor academic scholar",
    "rev reverend pastor minister",
    "businessman mogul tycoon billionaire entrepreneur",
):
    for _word in _group.split():
        SYNONYMS[_word] = SYNONYMS.get(_word, frozenset({_word})) | frozenset(_group.split())

STATES = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california", "colo": "colorado", "conn": "connecticut",
    "del": "delaware", "fla": "florida", "ga": "georgia", "ill": "illinois", "ind": "indiana", "kan": "kansas", "ky": "kentucky",
    "la": "louisiana", "md": "maryland", "mass": "massachusetts", "mich": "michigan", "minn": "minnesota", "miss": "mississippi",
    "mo": "missouri", "mont": "montana", "neb": "nebraska", "nev": "nevada", "nh": "new hampshire", "nj": "new jersey",
    "nm": "new mexico", "ny": "new york", "nc": "north carolina", "nd": "north dakota", "okla": "oklahoma", "ore": "oregon",
    "pa": "pennsylvania", "ri": "rhode island", "sc": "south carolina", "sd": "south dakota", "tenn": "tennessee", "tex": "texas",
    "vt": "vermont", "va": "virginia", "wash": "washington", "wva": "west virginia", "wis": "wisconsin", "wyo": "wyoming",
    "ca": "california", "tx": "texas", "fl": "florida", "oh": "ohio", "az": "arizona", "mi": "michigan", "wi": "wisconsin",
    "il": "illinois",
}  # fmt: skip
STATE_NAMES = frozenset(STATES.values()) | {"alaska", "hawaii", "idaho", "iowa", "maine", "ohio", "texas", "utah"}

_PLACES = """
afghanistan, africa, america, argentina, asia, atlanta, austin, australia, austria, baghdad, baltimore, beijing, berlin,
boston, brazil, britain, brooklyn, brussels, cairo, canada, capitol hill, chicago, chile, china, cleveland, colombia, cuba,
d.c, dallas, dc, denmark, denver, detroit, district of columbia, egypt, el paso, england, ethiopia, europe, finland, france,
gaza, geneva, germany, greece, guam, hollywood, hong kong, houston, hungary, india, indonesia, iran, iraq, ireland, israel,
italy, japan, jerusalem, jordan, kabul, kenya, korea, las vegas, lebanon, libya, london, los angeles, madrid, manhattan,
mexico, miami, middle east, moscow, new orleans, new york city, new zealand, nigeria, north korea, norway, pakistan, paris,
philadelphia, philippines, phoenix, pittsburgh, poland, portugal, puerto rico, qatar, rome, russia, san diego, san francisco,
san jose, saudi arabia, scotland, seattle, silicon valley, somalia, south africa, south korea, spain, sudan, sweden,
switzerland, syria, taiwan, tehran, thailand, tokyo, turkey, u.s, uganda, uk, ukraine, united states, us, usa, venezuela,
vietnam, wales, washington dc, west bank, yemen
"""
PLACES = STATE_NAMES | frozenset(" ".join(p.split()) for p in _PLACES.split(","))

DEMONYMS = word_list(
    """
    american british english scottish welsh irish french german italian spanish portuguese greek russian ukrainian chinese japanese
    indian pakistani afghan iranian iraqi israeli syrian turkish egyptian libyan saudi yemeni jordanian lebanese qatari mexican
    canadian cuban brazilian argentine chilean colombian venezuelan australian korean vietnamese thai indonesian filipino nigerian
    kenyan ethiopian african european asian swedish norwegian danish finnish polish hungarian austrian swiss dutch belgian palestinian
    arab muslim christian catholic jewish islamic latino hispanic black white western eastern northern southern californian texan
    armenian georgian romanian bulgarian serbian croatian czech protestant evangelical
    """
)


def gender_of_role(words: frozenset[str] | set[str] | tuple[str, ...]) -> str | None:
    """The gender that titles or role words in lower case show: ``"m"``, ``"f"`` or ``None``."""
    man, woman = any(w in MALE for w in words), any(w in FEMALE for w in words)
    return None if man == woman else "m" if man else "f"
