// SPDX-License-Identifier: EPL-2.0
/** What an air-quality officer decides, as data. */
package org.borough.air.rules;
