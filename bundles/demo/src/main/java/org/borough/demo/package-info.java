// SPDX-License-Identifier: EPL-2.0
/**
 * A small city to look at: devices that connect from outside by MQTT and HTTP as real ones do and replay what real
 * devices said. It uses no door that a stranger could not use; only the line a minute looks inside.
 */
package org.borough.demo;
