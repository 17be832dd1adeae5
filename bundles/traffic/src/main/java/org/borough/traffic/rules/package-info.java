// SPDX-License-Identifier: EPL-2.0
/** What a traffic planner decides, as data. */
package org.borough.traffic.rules;
