// SPDX-License-Identifier: EPL-2.0
/** What a network of roads will carry in the next steps. */
package org.borough.traffic.forecast;
