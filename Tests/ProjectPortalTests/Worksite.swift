import PortalKit
