"""All stories, in the order in which they are told. The two halves are told at the same time, each in a house of its
own: PART is `people` or `house`, and nothing means both, one after the other."""
import os
import sys

PART = os.environ.get("PART", "")
if PART in ("", "people"):
    import reading  # noqa: F401  the story of one contact, from the import to the sign-out
    import inviting  # noqa: F401  an invitation by real mail, home, and a second customer
    import bulk  # noqa: F401  ten contacts of three customers, rehearsed, enabled, and one who signs in
    import resetting  # noqa: F401  a forgotten password, and where one is signed in
    import mfa  # noqa: F401  a second factor: required, set up, asked for, lost
    import own_data  # noqa: F401  what a person changes of himself, and all that is held of him
    import tickets  # noqa: F401  a ticket: asked, noted, answered by mail, answered back
    import articles  # noqa: F401  an article: written, published, found, rated
    import projects  # noqa: F401  a project: begun, shared piece by piece, worked on, approved
    import sharing  # noqa: F401  who sees what of a project, row by row
    import planning  # noqa: F401  files that are asked for, order, what waits, hours
    import viewing  # noqa: F401  staff look and work as a customer's person
    import portal_users  # noqa: F401  portal users made, changed and deleted; a portal given, narrowed and taken
    import colleagues  # noqa: F401  a customer's own administrator, and the log that customers read
    import groups  # noqa: F401  what an administrator changes about groups and modules
    import leaving  # noqa: F401  what is taken from a contact
    import headers  # noqa: F401  what nginx and Portico send with every answer
if PART in ("", "house"):
    import pages  # noqa: F401  every page of the route table
    import languages  # noqa: F401  every page in Dutch and in the pseudo-language
    import uploads  # noqa: F401  files that break off, that are large, that are hostile
    import running  # noqa: F401  restarts, and a database that goes away: the last, because they stop things
from telling import tell  # noqa: E402

tell(sys.argv[1] if len(sys.argv) > 1 else None)
