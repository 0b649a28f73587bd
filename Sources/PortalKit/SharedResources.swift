/// What every portal shares: the stylesheet, and the words of the components.
package let sharedResources = Resources.all
