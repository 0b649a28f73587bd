import AnnouncementsPortal
import PorticoApp
import SupportPortal

// The portals of this program, in the order of their tabs.
runPortico(portals: [
    supportPortal, announcementsPortal,
])
