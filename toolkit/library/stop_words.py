"""Words that say nothing of what somebody looks for: those of every English sentence, and those of every consultation question."""

from __future__ import annotations

_ENGLISH = """
a about above after again against all also although always am among an and any are aren't as at be because been before being below
between both but by can can't cannot could did do does doing don't done down during each either else etc ever every for from further get
had has have having he her here hers herself him himself his how however i if in into is isn't it it's its itself just let like made make
many may me might more most much must my myself near need neither no nor not now of off on once one only onto or other our ours
ourselves out over own per quite rather s same shall she should since so some such t than that the their theirs them themselves then
there therefore these they this those though through thus to too toward towards under until unless up upon us very via was wasn't
we were weren't what when where whether which while who whom whose why will with within without won't would yet you your yours yourself
"""
_ASKING = """
agree agreed answer answers appropriate approach ask asked aspects believe best call case change changes clear comment comments consider
considered consultation consultations consulting current currently describe details disagree document draft effect effective effectively
effectiveness effects ensure evidence example examples experience explain extent favour feel following future general give given go
government government's help helpful identify impact impacts important improve improved include including information inquiry introduce
introduced issue issues kind know main measures mentioned ministers number opinion option options organisation outline paper particular
particularly people plan please point policy possible potential practice prefer present propose proposed proposal proposals provide
provided question questions reason reasons recommend recommendation regarding relation relevant respond response responses role see seek
set share specific state step steps strongly suggest suggestions supports sure system take taken tell terms things think use used using
view views want way ways welcome well work working works year years
"""

STOP = frozenset(_ENGLISH.split())
"""Of every English sentence."""
ASKING = frozenset(_ASKING.split())
"""Of every consultation question: left out where something is suggested for one, not where somebody searches."""
