"""Common first names with the gender that they mostly go with, and the short forms of some. Our own list, from general knowledge."""

from __future__ import annotations

_MEN = """
aaron abdul abraham adam adrian ahmed alan albert alberto alec alejandro alex alexander alexandre alfred ali allan allen alvin amir
anderson andre andreas andres andrew andy angelo ansel anthony antonio antony arnold arthur asher austin barack barry bart ben benedict
benjamin bennie bernard bernie bert bill billy blake bob bobby boris brad bradley brandon brendan brent brett brian bruce bruno bryan
bryce byron caleb calvin cameron carl carlos carter casey cecil cesar chad charles charlie chester chris christian christopher chuck
clarence clark claude clay clayton cliff clifford clint clinton clive cody colin conrad cory craig curt curtis dale damian damien dan
daniel danny darrell darren darryl dave david dean deepak denis dennis derek derrick devin diego dick dmitri dmitry dominic don donald
donnie doug douglas drew duane duncan dustin dwayne dwight dylan earl ed eddie edgar eduardo edward edwin eli elias elijah elliot
elliott elmer elon emanuel emil emmanuel enrique eric erik ernest ernesto ethan eugene evan everett felipe felix fernando floyd
francisco frank franklin fred freddie frederick gabriel gareth garrett gary gavin gene geoff geoffrey george gerald gerard gilbert glen
glenn gordon graham grant greg gregg gregory gus guy hakeem hank harold harrison harry harvey hassan hector henry herbert herman homer
horace howard hugh hugo hunter hussein ian ibrahim igor isaac ismail ivan jack jackson jacob jaime jake jamal james jamie jared jason
javier jay jeb jeff jeffrey jeremiah jeremy jerome jerry jesse jesus jim jimmy joaquin joe joel john johnny jon jonah jonathan jordan
jorge jose josef joseph josh joshua juan julian julio justin karl kayleb keith ken kenneth kent kevin khalid kirk kofi konstantin kumar
kurt kyle lance larry laurence lawrence lee leo leon leonard leroy leslie levi lewis liam lindsey lionel lloyd logan lou louis luca
lucas luis luke luther malcolm manuel marc marcel marco marcus mario marion mark marshall martin marvin mason mathew matt matteo
matthew maurice max maxwell mel melvin micah michael micheal miguel mike mikhail milo milton mitch mitchell mitt mohamed mohammad
mohammed moses muhammad murray nate nathan nathaniel neil nelson newt nicholas nick nicolas nigel noah noel norman oleg oliver omar
orrin oscar otis otto owen pablo paolo pat patrick paul pedro percy perry pete peter phil philip phillip pierre piers preston rafael
rahul ralph ramon rand randall randy raphael raul ray raymond reggie reginald reince rex ricardo rich richard rick ricky rob robby
robert roberto rod roderick rodney rodrigo roger roland ron ronald ronnie rory ross roy ruben rudolph rudy rupert russ russell ryan
salman salvador sam samuel santiago saul scott sean sebastian sergei sergey sergio seth shane shaun shawn shinzo sidney simon solomon
spencer stan stanley stefan stephen steve steven stewart stuart sylvester tariq ted terence terrence terry theodore thomas tim timothy
tobias toby todd tom tommy tony travis trent trevor trey troy tucker tyler tyrone vernon victor vince vincent vladimir wade wallace
walter warren wayne wendell wesley wilbur will willard william willie winston wyatt xavier yasser yusuf zach zachary zane
"""
_WOMEN = """
abigail ada adele adriana agnes aisha alana alexandra alexandria alexis alice alicia alison allison alyssa amanda amber amelia amy ana
andrea angela angelica angelina anita ann anna anne annette annie april aretha ariana ashley audrey ava barbara beatrice becky belinda
bernadette bernice bessie beth bethany betsy bette betty beverly bianca bonnie brandi brenda bridget brianna brittany brooke camila
camille candace candice cara carla carly carmen carol carole caroline carolyn carrie cassandra cassie catherine cathy cecile cecilia
celeste celia charlene charlotte chelsea cheri cheryl chloe christa christina christine christy cindy claire clara clarissa claudia
colleen condoleezza connie constance consuelo cora courtney crystal cynthia daisy dana daniela danielle daphne darlene dawn deanna
debbie debora deborah debra dee deirdre delia denise diana diane dianne dolores donna dora doreen doris dorothy edith edna eileen
elaine elena eleanor elise elisa eliza elizabeth ella ellen eloise elsa elsie emily emma erica erika erin esmeralda esperanza estelle
esther ethel eva evelyn faith fatima felicia fiona florence frances francesca freda gabriela gabrielle gail geneva georgia geraldine
gertrude gillian gina ginger gladys glenda gloria grace greta gretchen guadalupe gwen gwendolyn gypsy hailey hannah harriet hazel
heather heidi helen helena henrietta hilary hillary holly hope huma ida ilana ilhan imani ines ingrid irene iris irma isabel isabella
isabelle ivanka ivy jackie jacqueline jada jane janelle janet janice janine jasmine jean jeanette jeanine jeanne jenna jennie jennifer
jenny jessica jill jo joan joann joanna joanne jocelyn jodi jody josephine joy joyce juanita judith judy julia juliana julianne julie
juliet june kamala kara karen karin karla kate katherine kathleen kathryn kathy katie katrina kay kayla kayleigh kelly kellyanne kendra
kerry khloe kim kimberly kirsten kirstjen kourtney krista kristen kristin kristina kristine kylie lana lara latoya laura lauren laurie
leah leila lena leticia lila lilian lillian lily linda lindsay lisa liz liza lois lola loretta lori lorraine louise lucia lucille lucy
lupita lydia lynda lynn lynne mabel mackenzie madeleine madeline madison maggie malala malia mandy marcia margaret margarita margot
maria mariah marian marianne marie marilyn marina marisa marjorie marlene marsha martha mary maryam matilda maureen maxine maya mazie
megan meghan melania melanie melinda melissa mercedes meredith mia michele michelle mildred mimi mindy minnie miranda miriam misty
molly mona monica morgan muriel myra myrtle nadia nancy naomi natalia natalie natasha nell nellie nicole nikki nina nora norma olga
olive olivia oprah paige pam pamela patricia patsy patti patty paula pauline pearl peggy penelope penny petra phoebe phyllis priscilla
priya rachel ramona raquel rashida rebecca regina renee rhonda rita roberta robin rochelle rosa rosalind rose rosemary rosie roxanne
ruby ruth sabrina sadie sally samantha sandra sandy sara sarah sasha savannah selena selma serena shannon sharon sharyl sheila shelby
shelley shelly sherri sherry sheryl shirley silvia simone sofia sonia sonya sophia sophie stacey stacy stella stephanie stormy sue
summer susan susana susanna susie suzanne sylvia tabitha tamara tammy tanya tara tasha tatiana teresa teri thelma theresa tiffany tina
toni tonya tracy tricia trina trisha ursula valerie vanessa vera veronica vicki vicky victoria viola violet virginia vivian wanda wendy
whitney wilma winifred yolanda yvette yvonne zoe zoey
"""
_SHORT_FORMS = """
alex alexander; al albert; andy andrew; art arthur; barb barbara; becky rebecca; ben benjamin; bernie bernard; beth elizabeth; betty
elizabeth; bill william; billy william; bob robert; bobby robert; cathy catherine; charlie charles; chris christopher; chuck charles;
cindy cynthia; dan daniel; danny daniel; dave david; deb deborah; debbie deborah; dick richard; don donald; doug douglas; ed edward;
eddie edward; fred frederick; gabe gabriel; greg gregory; hank henry; harry harold; jack john; jake jacob; jeff jeffrey; jen jennifer;
jenny jennifer; jerry gerald; jess jessica; jim james; jimmy james; joe joseph; johnny john; jon jonathan; josh joshua; judy judith;
kate katherine; kathy katherine; katie katherine; ken kenneth; larry lawrence; liz elizabeth; maggie margaret; matt matthew; meg
margaret; mike michael; mickey michael; mitch mitchell; nate nathaniel; nick nicholas; pam pamela; pat patrick; patty patricia; peggy
margaret; pete peter; phil philip; ray raymond; rich richard; rick richard; rob robert; ron ronald; russ russell; sally sarah; sam
samuel; sandy sandra; steve stephen; steve steven; stu stuart; sue susan; susie susan; ted theodore; ted edward; tim timothy; tom
thomas; tommy thomas; tony anthony; vicky victoria; vince vincent; will william; zach zachary
"""

MEN = frozenset(_MEN.split())
WOMEN = frozenset(_WOMEN.split())
GIVEN_NAMES = MEN | WOMEN
SHORT_FORMS = frozenset(tuple(sorted(pair.split())) for pair in _SHORT_FORMS.split(";"))


def gender_of(name: str) -> str | None:
    """``"m"`` or ``"f"`` for a first name in lower case; ``None`` where it is not known or goes with both."""
    first = name.split("-")[0]
    man, woman = first in MEN, first in WOMEN
    return None if man == woman else "m" if man else "f"


def one_first_name(a: str, b: str) -> bool:
    """Whether two first names in lower case may be one person's: equal, an initial of the other, or a usual short form of it."""
    return a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)) or tuple(sorted((a, b))) in SHORT_FORMS
