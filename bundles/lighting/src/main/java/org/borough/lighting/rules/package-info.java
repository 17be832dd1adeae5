// SPDX-License-Identifier: EPL-2.0
/** The rules that experts lay down, and the decisions that follow from them; without state, clock or twins. */
package org.borough.lighting.rules;
