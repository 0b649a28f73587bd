"""All stories, in the order in which they are told: the last ones stop and start things."""
import sys

import reading  # noqa: F401  the story of one contact, from the import to the sign-out
import inviting  # noqa: F401  an invitation by real mail, home, and a second customer
import resetting  # noqa: F401  a forgotten password, and where one is signed in
import tickets  # noqa: F401  a ticket: asked, noted, answered by mail, answered back
import colleagues  # noqa: F401  a customer's own administrator, and the log that customers read
import leaving  # noqa: F401  what is taken from a contact
import pages  # noqa: F401  every page of the route table
import languages  # noqa: F401  every page in Dutch and in the pseudo-language
import headers  # noqa: F401  what nginx and Portico send with every answer
import uploads  # noqa: F401  files that break off, that are large, that are hostile
import running  # noqa: F401  restarts, and a database that goes away
from telling import tell

tell(sys.argv[1] if len(sys.argv) > 1 else None)
