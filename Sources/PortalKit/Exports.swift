// A portal depends on PortalKit alone; what it may use of the web and of SQL reaches it through here.
@_exported public import MariaDB
@_exported public import Web
