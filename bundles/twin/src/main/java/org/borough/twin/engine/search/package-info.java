// SPDX-License-Identifier: EPL-2.0
/** Filters, orders and the index of a search, without policies and without knowing where things come from. */
package org.borough.twin.engine.search;
