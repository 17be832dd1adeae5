// SPDX-License-Identifier: EPL-2.0
/** Searches that hand out what they find page by page, as fast as the client asks. */
package org.borough.ditto.search;
