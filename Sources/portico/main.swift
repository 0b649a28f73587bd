import AnnouncementsPortal
import DocumentationPortal
import PorticoApp
import SupportPortal

// The portals of this program, in the order of their tabs.
runPortico(portals: [
    supportPortal, documentationPortal, announcementsPortal,
])
