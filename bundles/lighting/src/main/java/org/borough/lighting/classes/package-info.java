// SPDX-License-Identifier: EPL-2.0
/** Lighting classes of roads: parameters in, class out, and the level at which an installation reaches a class. */
package org.borough.lighting.classes;
