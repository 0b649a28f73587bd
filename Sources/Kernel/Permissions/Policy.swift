package import PortalKit

/// The one place that decides what a seat may see: a conjunction of facts, each of which is tested alone.
///
/// The record's owner and its sharing, the other two factors, go into the statements by the ``Scope``.
package struct Policy: Sendable {
    /// What a seat's group says.
    package enum Group: Sendable, Equatable {
        /// The system group *Everything*: every permission of every portal, also those that come later.
        case everything
        /// A reach for each permission that has one; none for the others.
        case reaches([String: Reach])
    }

    /// What was said about a seat and one portal.
    package struct Access: Sendable, Equatable {
        package let isGranted: Bool
        /// Only own, whatever the group says.
        package let cap: Reach?

        package init(isGranted: Bool, cap: Reach? = nil) {
            self.isGranted = isGranted
            self.cap = cap
        }
    }

    package var group: Group
    /// A seat that was made by enabling a portal user follows its group; one by an invitation has what is listed.
    package var followsGroup: Bool
    package var accesses: [String: Access]
    package var disabledModules: Set<String>
    /// A seat on the customer itself has no contact, and nothing is its own.
    package var hasContact: Bool

    package init(
        group: Group, followsGroup: Bool, accesses: [String: Access], disabledModules: Set<String>,
        hasContact: Bool
    ) {
        self.group = group
        self.followsGroup = followsGroup
        self.accesses = accesses
        self.disabledModules = disabledModules
        self.hasContact = hasContact
    }

    /// Stands among the switched-off modules while *Portal Activation* is set to No; no portal can have this id.
    package static let memberships = "portal-activation"

    /// Whether somebody reaches what he is a member of.
    package var countsMembers: Bool { !disabledModules.contains(Self.memberships) }

    /// Whether the installation offers the portal to customers at all.
    package func isInstalled(_ portal: Portal) -> Bool {
        !disabledModules.contains(portal.id) && (countsMembers || portal.kind != .membership)
    }

    /// Whether the seat has the portal: the module is on, and access was granted or follows the group.
    package func has(_ portal: Portal) -> Bool {
        guard isInstalled(portal) else { return false }
        return accesses[portal.id]?.isGranted ?? followsGroup
    }

    /// How far one permission of a portal reaches.
    package func reach(_ permission: Permission, in portal: Portal) -> Reach {
        explain(permission, in: portal).reach
    }

    /// The rule that decides how far a permission reaches: the first that stands in the way, else the group.
    package enum Rule: Sendable, Equatable {
        case moduleOff
        /// The access was removed.
        case accessRemoved
        /// The seat was invited to other portals.
        case notInvited
        /// The group says none.
        case groupSaysNone
        case everything
        case group
        /// The access allows less than the group.
        case onlyOwnHere
        /// Its own only, where there is no contact whose own anything could be.
        case nothingIsOwn
    }

    /// How far one permission reaches, and why: what is told and what holds are one decision.
    package func explain(_ permission: Permission, in portal: Portal) -> (reach: Reach, rule: Rule) {
        guard isInstalled(portal) else { return (.none, .moduleOff) }
        guard has(portal) else {
            return (.none, accesses[portal.id] == nil ? .notInvited : .accessRemoved)
        }
        var (reach, rule): (Reach, Rule)
        switch group {
        case .everything: (reach, rule) = (permission.offers.max() ?? .none, .everything)
        case .reaches(let reaches): (reach, rule) = (reaches[permission.id] ?? .none, .group)
        }
        if reach == .none { return (.none, .groupSaysNone) }
        if let cap = accesses[portal.id]?.cap, cap < reach { (reach, rule) = (cap, .onlyOwnHere) }
        if reach == .own && !hasContact { return (.none, .nothingIsOwn) }
        return (reach, rule)
    }

    /// Every permission that is not none.
    package func reaches(in portals: [Portal]) -> Reaches {
        var all: [String: Reach] = [:]
        for portal in portals {
            for permission in portal.permissions {
                let reach = reach(permission, in: portal)
                if reach != .none { all[permission.id] = reach }
            }
        }
        return Reaches(all, countsMembers: countsMembers)
    }
}
