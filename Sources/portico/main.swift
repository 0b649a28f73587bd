import AnnouncementsPortal
import PorticoApp

// The portals of this program, in the order of their tabs.
runPortico(portals: [
    announcementsPortal
])
