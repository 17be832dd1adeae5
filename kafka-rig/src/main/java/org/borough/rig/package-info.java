// SPDX-License-Identifier: EPL-2.0
/** A real Kafka broker and a Hono made of its published clients, for tests. */
package org.borough.rig;
