// SPDX-License-Identifier: EPL-2.0
/** What rules would have done: the same decisions as in a live street, from recorded or invented events, without waiting. */
package org.borough.lighting.rehearsal;
