#pragma once
/* Only the C of CGMime includes the library's headers: Swift sees none of GObject. */
