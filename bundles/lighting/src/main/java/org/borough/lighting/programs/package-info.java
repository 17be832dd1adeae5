// SPDX-License-Identifier: EPL-2.0
/** Control programs, and the calendar that says which of them applies in which night. */
package org.borough.lighting.programs;
