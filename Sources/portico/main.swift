import AnnouncementsPortal
import DocumentationPortal
import InvoicingPortal
import PorticoApp
import ProjectPortal
import SupportPortal

// The portals of this program, in the order of their tabs.
runPortico(portals: [
    supportPortal, invoicingPortal, projectPortal, documentationPortal, announcementsPortal,
])
