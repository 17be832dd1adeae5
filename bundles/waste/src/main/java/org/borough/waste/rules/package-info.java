// SPDX-License-Identifier: EPL-2.0
/** What a collection foreman decides, as data. */
package org.borough.waste.rules;
