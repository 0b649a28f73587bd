import AnnouncementsPortal
import DocumentationPortal
import PorticoApp
import ProjectPortal
import SupportPortal

// The portals of this program, in the order of their tabs.
runPortico(portals: [
    supportPortal, projectPortal, documentationPortal, announcementsPortal,
])
