"""Words by which clauses.py compares two statements: those that tell nothing, and those that set statements apart."""

from __future__ import annotations

_IDLE_WORDS = (
    "a about above account accounted accounts after again all almost also although among amongst an and any approximately "
    "april are around as at august be because been being between billion both but by can cent december "
    "did do does during each eight every february fifth figure figures five for four from had half has "
    "have having he her here his how hundred hundreds in into is it its itself january july june just made make makes many "
    "march may me million month months more most much my near nearly nine november number numbers october of on once only "
    "or our out over overall own part people per percent percentage persons point points proportion quarter rate represent "
    "represented roughly said say says september seven share she six so some such ten tenth than that the "
    "their them then there these they third this those thousand thousands three through time times to too total twelve two "
    "under up upon us very was we were what when where which who whom whose will with within year years"
)
IDLE = frozenset(_IDLE_WORDS.split())
"""Words that tell nothing of what a statement is about."""
_APART_WORDS = (
    "adult adults ago aim aimed aims another asian average before black boy boys child children could decrease decreased "
    "disabled doubled down drop dropped earlier east elderly ethnic except excluding expected fall fallen falling fell "
    "female fewer first forecast former gay girl girls goal grew growth halved higher highest if increase increased inner "
    "instead last later latter least less lower lowest male man median men might minorities minority must never next no "
    "none nor north not old older only other others outer previous previously private projected public reduced reduction "
    "remaining rest rise risen rising rose rural same second should south straight target targets unless up urban west "
    "white without woman women would young younger"
)
APART = frozenset(_APART_WORDS.split())
"""Words that make two statements differ wherever one of them has one that the other has not."""
ONE_WAY = {
    **dict.fromkeys(["rise", "risen", "rising", "rose", "increase", "increased", "grew", "growth", "up"], "rise"),
    **dict.fromkeys(
        ["fall", "fallen", "falling", "fell", "decrease", "decreased", "drop", "dropped", "reduced", "reduction", "down"], "fall"
    ),
    **{"adults": "adult", "boys": "boy", "girls": "girl", "child": "children", "man": "men", "woman": "women"},
}
"""Words that say the same where two statements are compared."""
