// SPDX-License-Identifier: EPL-2.0
/** Sunset, sunrise and twilight, and the nights between them. */
package org.borough.lighting.sun;
